; What Windows is told of the program, all below the person's own HKEY_CURRENT_USER.
;
; Each choice is kept as "1" or "0" below STATE_KEY, so that an upgrade asks for nothing twice. Autostart is not: the
; program's own settings change it, too, so that what Windows has now counts.

!define MODEL_KIND "DeAIDesktop.gguf"
!define CLASSES "Software\Classes"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

Function Register
  WriteRegStr HKCU "${STATE_KEY}" "InstallFolder" "$INSTDIR"
  WriteRegStr HKCU "${STATE_KEY}" "VersionOrder" "${ORDER}"
  WriteRegStr HKCU "${ENTRY_KEY}" "DisplayName" "${FULL_NAME}"
  WriteRegStr HKCU "${ENTRY_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${ENTRY_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${ENTRY_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${ENTRY_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${ENTRY_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${ENTRY_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY_KEY}" "NoRepair" 1
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "DisplayName" "${NAME}" ; what notifications show
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "IconUri" "$INSTDIR\${PICTURE}"
FunctionEnd

Function AddStartMenu
  WriteRegStr HKCU "${STATE_KEY}" "StartMenu" "1"
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}" "" "$INSTDIR\${WINDOW}" 0 SW_SHOWNORMAL "" "$(ABOUT_SHORTCUT)"
  SetOutPath "$TEMP"
  StrCpy $0 "$SMPROGRAMS\${NAME}.lnk"
  Call NameShortcut
FunctionEnd

Function AddOpenWith ; one more choice among the programs, never the one that is taken without asking
  WriteRegStr HKCU "${STATE_KEY}" "OpenWith" "1"
  WriteRegStr HKCU "${CLASSES}\${MODEL_KIND}" "" "$(MODEL_FILE)"
  WriteRegStr HKCU "${CLASSES}\${MODEL_KIND}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${CLASSES}\${MODEL_KIND}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.gguf\OpenWithProgids" "${MODEL_KIND}" ""
FunctionEnd

Function AddLinks
  WriteRegStr HKCU "${STATE_KEY}" "Links" "1"
  WriteRegStr HKCU "${CLASSES}\deai" "" "URL:${NAME}"
  WriteRegStr HKCU "${CLASSES}\deai" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\deai\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${CLASSES}\deai\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
FunctionEnd

Function AddAutostart
  WriteRegStr HKCU "${RUN_KEY}" "${NAME}" '"$INSTDIR\${WINDOW}" --hidden'
FunctionEnd

!macro DefineUnregistering UN
  Function ${UN}RemoveStartMenu
    WriteRegStr HKCU "${STATE_KEY}" "StartMenu" "0"
    Delete "$SMPROGRAMS\${NAME}.lnk"
  FunctionEnd

  Function ${UN}RemoveOpenWith
    WriteRegStr HKCU "${STATE_KEY}" "OpenWith" "0"
    DeleteRegKey HKCU "${CLASSES}\${MODEL_KIND}"
    DeleteRegValue HKCU "${CLASSES}\.gguf\OpenWithProgids" "${MODEL_KIND}"
    DeleteRegKey /ifempty HKCU "${CLASSES}\.gguf\OpenWithProgids"
    DeleteRegKey /ifempty HKCU "${CLASSES}\.gguf"
  FunctionEnd

  Function ${UN}RemoveLinks ; unless they have become somebody else's
    WriteRegStr HKCU "${STATE_KEY}" "Links" "0"
    ReadRegStr $0 HKCU "${CLASSES}\deai\shell\open\command" ""
    ${If} $0 == '"$INSTDIR\${WINDOW}" "%1"'
      DeleteRegKey HKCU "${CLASSES}\deai"
    ${EndIf}
  FunctionEnd

  Function ${UN}RemoveAutostart
    DeleteRegValue HKCU "${RUN_KEY}" "${NAME}"
    DeleteRegValue HKCU "${APPROVED_KEY}" "${NAME}"
  FunctionEnd

  Function ${UN}TellExplorer
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
  FunctionEnd
!macroend
!insertmacro DefineUnregistering ""
!insertmacro DefineUnregistering "un."
