; Where the setup refuses, before it has touched anything.

!define OLDEST_BUILD 18362 ; Windows 10 1903: the first with the icu.dll that Qt needs

Function CheckWindows
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    ${Refuse} ${FAILED_WINDOWS} "$(WINDOWS_TOO_OLD)"
  ${EndIf}
  ${IfNot} ${IsNativeAMD64} ; a 32-bit Windows does not even start this program, and says so itself
    ${Refuse} ${FAILED_PROCESSOR} "$(WRONG_PROCESSOR)"
  ${EndIf}
FunctionEnd

Function CheckOnlyOne
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "DeAI Desktop Setup") p.r0 ?e'
  Pop $1
  ${If} $1 = 183 ; ERROR_ALREADY_EXISTS
    ${Refuse} ${FAILED_OTHER} "$(ANOTHER_SETUP)"
  ${EndIf}
FunctionEnd

; Refuse an older version over a newer one, and a second copy in another folder.
Function CheckVersion
  ReadRegStr $0 HKCU "${STATE_KEY}" "InstallFolder"
  ${If} $0 == ""
  ${OrIfNot} ${FileExists} "$0\${MANIFEST}"
    Return
  ${EndIf}
  ReadRegStr $1 HKCU "${STATE_KEY}" "VersionOrder"
  ReadRegStr $2 HKCU "${ENTRY_KEY}" "DisplayVersion"
  ${VersionCompare} "$1" "${ORDER}" $3
  ${If} $3 = 1
    ${Refuse} ${FAILED_NEWER} "$(NEWER_IS_INSTALLED)"
  ${EndIf}
  ${If} $0 != $INSTDIR
    ${Refuse} ${FAILED_FOLDER} "$(INSTALLED_ELSEWHERE)"
  ${EndIf}
FunctionEnd
