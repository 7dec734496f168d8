; Ends the program before its files are replaced or removed: politely, through the program itself, never by name.

!define QUIT_MILLISECONDS 120000
!define TRIES 8 ; seconds that a virus scanner may need for a look at a file

!macro DefineRunning UN
  ; Find the first installed file that somebody uses; $0 is its name, empty when there is none.
  Function ${UN}FindBusy
    StrCpy $0 ""
    FileOpen $1 "$INSTDIR\${MANIFEST}" r
    ${If} $1 == ""
      Return
    ${EndIf}
    ${Do}
      FileReadUTF16LE $1 $2
      ${If} $2 == ""
        ${ExitDo}
      ${EndIf}
      ${TrimNewLines} $2 $2
      StrCpy $3 $2 1
      StrCpy $2 $2 "" 2
      ${If} $3 == "f"
      ${AndIf} $2 != "${MANIFEST}"    ; we read it
      ${AndIf} $2 != "${UNINSTALLER}" ; it may be us
      ${AndIf} ${FileExists} "$INSTDIR\$2"
        ClearErrors
        FileOpen $4 "$INSTDIR\$2" a
        ${If} ${Errors}
          StrCpy $0 $2
          ${ExitDo}
        ${EndIf}
        FileClose $4
      ${EndIf}
    ${Loop}
    FileClose $1
  FunctionEnd

  ; End the window and the node, and wait until no file is in use; on failure nothing has been changed.
  Function ${UN}EndRunning
    ${IfNot} ${FileExists} "$INSTDIR\${MANIFEST}"
      Return
    ${EndIf}
    DetailPrint "$(ENDING)"
    again:
    nsExec::Exec /TIMEOUT=${QUIT_MILLISECONDS} '"$INSTDIR\${COMMAND}" quit'
    Pop $5
    StrCpy $6 0
    ${Do}
      Call ${UN}FindBusy
      ${If} $0 == ""
        Return
      ${EndIf}
      IntOp $6 $6 + 1
      ${If} $6 >= ${TRIES}
        ${ExitDo}
      ${EndIf}
      Sleep 1000
    ${Loop}
    ${IfNot} ${Silent}
      MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "$(STILL_RUNS)" IDRETRY again
    ${EndIf}
    !if "${UN}" == ""
      RMDir /r "$INSTDIR\setup-in-progress"
    !endif
    !insertmacro Fail "${UN}" ${FAILED_IN_USE} "$(IN_USE)"
  FunctionEnd
!macroend
!insertmacro DefineRunning ""
!insertmacro DefineRunning "un."
