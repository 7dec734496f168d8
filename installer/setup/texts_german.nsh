; What the setup says in German.

!define TEXT '!insertmacro GermanText'
!macro GermanText ID TEXT
  LangString ${ID} ${LANG_GERMAN} "${TEXT}"
!macroend

!ifdef IS_TEST
  ${TEXT} TITLE "${NAME} ${VERSION} (Test-Build)"
  ${TEXT} WELCOME_TEXT "${NAME} wird nur für den angemeldeten Benutzer installiert. Administratorrechte sind nicht nötig.$\r$\n$\r$\nDies ist ein Test-Build: Die Herkunft seiner Teile wurde nicht nachgewiesen. Nur zum Ausprobieren verwenden.$\r$\n$\r$\nModelle und Chats einer früheren Version bleiben erhalten. Falls ${NAME} läuft, wird es beendet.$\r$\n$\r$\n$_CLICK"
!else
  ${TEXT} TITLE "${NAME} ${VERSION}"
  ${TEXT} WELCOME_TEXT "${NAME} wird nur für den angemeldeten Benutzer installiert. Administratorrechte sind nicht nötig.$\r$\n$\r$\nModelle und Chats einer früheren Version bleiben erhalten. Falls ${NAME} läuft, wird es beendet.$\r$\n$\r$\n$_CLICK"
!endif
${TEXT} CAPTION "Setup von $(TITLE)"
${TEXT} RUN_TEXT "${NAME} starten"

${TEXT} START_MENU "Eintrag im Startmenü"
${TEXT} OPEN_WITH "Für .gguf-Dateien anbieten"
${TEXT} LINKS "deai:-Links öffnen"
${TEXT} ON_PATH "deai in der Befehlszeile"
${TEXT} AUTOSTART "Mit Windows starten"
${TEXT} ABOUT_PROGRAM "Das Programm selbst."
${TEXT} ABOUT_START_MENU "Führt ${NAME} im Startmenü auf."
${TEXT} ABOUT_OPEN_WITH "Führt ${NAME} bei Modelldateien unter „Öffnen mit“ auf. Was sie bisher öffnet, bleibt eingestellt."
${TEXT} ABOUT_LINKS "Ein deai:-Link, etwa eine Einladung, öffnet ${NAME}. Er wird nie von selbst ausgeführt."
${TEXT} ABOUT_ON_PATH "Nimmt den Programmordner in PATH auf, sodass jedes Terminal deai kennt."
${TEXT} ABOUT_AUTOSTART "Nach dem Anmelden wartet ${NAME} neben der Uhr."
${TEXT} ABOUT_SHORTCUT "Private KI auf dem eigenen PC"
${TEXT} MODEL_FILE "KI-Modell (GGUF)"

${TEXT} ENDING "${NAME} wird beendet …"
${TEXT} REMOVING_DATA "Modelle, Chats, Einstellungen und Schlüssel werden gelöscht …"
${TEXT} NOT_ON_PATH "PATH bleibt, wie er ist: Dieser Ordner kann nicht aufgenommen werden."

${TEXT} WINDOWS_TOO_OLD "${NAME} braucht Windows 10, Version 1903 oder neuer.$\r$\n$\r$\nEs wurde nichts geändert. Windows aktualisieren und dieses Setup dann erneut starten."
${TEXT} WRONG_PROCESSOR "${NAME} braucht einen PC mit einem 64-Bit-Prozessor von Intel oder AMD (x64); dieser hat einen anderen.$\r$\n$\r$\nEs wurde nichts geändert."
${TEXT} ANOTHER_SETUP "Ein Setup von ${NAME} läuft bereits.$\r$\n$\r$\nWarten, bis es fertig ist."
${TEXT} NEWER_IS_INSTALLED "Eine neuere Version, $2, ist installiert; dieses Setup enthält ${VERSION}.$\r$\n$\r$\nEs wurde nichts geändert. Um zur älteren Version zurückzukehren, zuerst die neuere in den Windows-Einstellungen entfernen."
${TEXT} INSTALLED_ELSEWHERE "${NAME} ist in einem anderen Ordner installiert:$\r$\n$0$\r$\n$\r$\nEs wurde nichts geändert. Zum Verschieben zuerst in den Windows-Einstellungen entfernen; Modelle und Chats bleiben erhalten."
${TEXT} FOLDER_IS_TAKEN "„$9“ in diesem Ordner gehört zu etwas anderem:$\r$\n$INSTDIR$\r$\n$\r$\nEs wurde nichts geändert. Einen anderen Ordner wählen."
${TEXT} NOT_UNPACKED "Die Dateien konnten nicht in diesen Ordner geschrieben werden:$\r$\n$INSTDIR$\r$\n$\r$\nEine frühere Version, falls vorhanden, funktioniert wie bisher. Für Platz auf dem Datenträger und Schreibrechte sorgen und dieses Setup dann erneut starten."
${TEXT} STILL_RUNS "${NAME} ist noch in Benutzung: $0$\r$\n$\r$\nDas Fenster und jedes Terminal schließen, in dem deai läuft, und dann „Wiederholen“ wählen."
${TEXT} IN_USE "Eine Datei von ${NAME} ist in Benutzung: $0$\r$\n$\r$\nEs wurde nichts geändert. Das Fenster und jedes Terminal schließen, in dem deai läuft, und es dann erneut versuchen."

${TEXT} UN_PROGRAM "${NAME}"
${TEXT} UN_DATA "Modelle, Chats, Einstellungen, Schlüssel"
${TEXT} ABOUT_UN_PROGRAM "Das Programm und seine Einträge im Startmenü, in PATH und dergleichen."
${TEXT} ABOUT_UN_DATA "Löscht auch alle eigenen Daten, die ${NAME} aufbewahrt. Das kann nicht rückgängig gemacht werden."
${TEXT} DATA_IS_LEFT "Nicht alle Modelle, Chats, Einstellungen und Schlüssel konnten gelöscht werden.$\r$\n$\r$\nWas übrig ist, liegt in $LOCALAPPDATA\deai-desktop und in der Anmeldeinformationsverwaltung von Windows unter Namen, die mit deai-desktop beginnen."
${TEXT} NOT_OURS "${NAME} ist in diesem Ordner nicht installiert:$\r$\n$INSTDIR"

!undef TEXT
