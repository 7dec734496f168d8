; The uninstaller: takes away what the setup has put there, and nothing else.

Section "!un.$(UN_PROGRAM)" UN_PROGRAM_PART
  SectionIn RO
  Call un.EndRunning
SectionEnd

Section /o "un.$(UN_DATA)" UN_DATA_PART
  DetailPrint "$(REMOVING_DATA)"
  nsExec::Exec '"$INSTDIR\${COMMAND}" remove-data --yes'
  Pop $0
  ${If} $0 != "0"
    StrCpy $Failure "$(DATA_IS_LEFT)"
    Call un.Tell
    SetErrorLevel ${FAILED_DATA} ; the program is removed all the same
  ${EndIf}
SectionEnd

Section "-un.Remove"
  Call un.RemoveFiles
  Call un.RemoveStartMenu
  Call un.RemoveOpenWith
  Call un.RemoveLinks
  Call un.RemoveFromUserPath
  Call un.RemoveAutostart
  DeleteRegKey HKCU "${CLASSES}\AppUserModelId\${APP_ID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\AppUserModelId"
  Call un.TellExplorer
  DeleteRegKey HKCU "${ENTRY_KEY}"
  ReadRegStr $0 HKCU "${STATE_KEY}" "MadeProgramsFolder"
  ${If} $0 == "1"
    RMDir "$LOCALAPPDATA\Programs"
  ${EndIf}
  DeleteRegKey HKCU "${STATE_KEY}"
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${UN_PROGRAM_PART} $(ABOUT_UN_PROGRAM)
  !insertmacro MUI_DESCRIPTION_TEXT ${UN_DATA_PART} $(ABOUT_UN_DATA)
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

Function un.onInit
  SetShellVarContext current
  Call un.ReadLanguage
  ${IfNot} ${FileExists} "$INSTDIR\${MANIFEST}"
    ${un.Refuse} ${FAILED_FOLDER} "$(NOT_OURS)"
  ${EndIf}
  ${GetParameters} $0
  ${GetOptions} $0 "/REMOVEDATA=" $1
  ${If} $1 == "1"
    !insertmacro SelectSection ${UN_DATA_PART}
  ${EndIf}
FunctionEnd

; Remove what the manifest lists. Somebody else's files stay, and so do the folders that they lie in.
Function un.RemoveFiles
  SetOutPath "$TEMP"
  RMDir /r "${WORK}" ; of a setup that was ended in the middle
  ${EachLine} "$INSTDIR\${MANIFEST}" "f"
    ${If} $2 != "${MANIFEST}"
      Delete "$INSTDIR\$2"
    ${EndIf}
  ${EndLines}
  ${EachLine} "$INSTDIR\${MANIFEST}" "d"
    RMDir "$INSTDIR\$2"
  ${EndLines}
  Delete "$INSTDIR\${MANIFEST}"
  RMDir "$INSTDIR"
FunctionEnd

Function un.HideSpace ; removing needs none
  FindWindow $0 "#32770" "" $HWNDPARENT
  GetDlgItem $0 $0 1023
  ShowWindow $0 ${SW_HIDE}
FunctionEnd
