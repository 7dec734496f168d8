; Puts the program in place of an older one, all or nothing.
;
; The new files are unpacked beside the old ones (setup-in-progress\new), while the program may still run. Then the few
; names at the top are renamed: the old ones into setup-in-progress\old, the new ones out of setup-in-progress\new. While
; that lasts, setup-in-progress\swapping exists; whoever finds it later knows that it must be undone. What is left in
; "old" once its own files are gone was put there by somebody else, and is put back.
;
; A manifest lists what was installed, in UTF-16: "t NAME" at the top, "f FILE", "d FOLDER" (deepest first).

!define WORK "$INSTDIR\setup-in-progress"

; Go through the lines of one kind in a manifest: $2 is the rest of the line.
!macro EachLine FILE KIND
  FileOpen $1 "${FILE}" r
  ${If} $1 != ""
    ${Do}
      FileReadUTF16LE $1 $2
      ${If} $2 == ""
        ${ExitDo}
      ${EndIf}
      ${TrimNewLines} $2 $2
      StrCpy $3 $2 1
      StrCpy $2 $2 "" 2
      ${If} $3 == "${KIND}"
!macroend
!macro EndLines
      ${EndIf}
    ${Loop}
    FileClose $1
  ${EndIf}
!macroend
!define EachLine '!insertmacro EachLine'
!define EndLines '!insertmacro EndLines'

Function Unpack
  ${IfNot} ${FileExists} "$LOCALAPPDATA\Programs\*.*"
    WriteRegStr HKCU "${STATE_KEY}" "MadeProgramsFolder" "1" ; then the uninstaller takes it away when it is empty
  ${EndIf}
  ClearErrors
  CreateDirectory "${WORK}\new"
  SetOutPath "${WORK}\new"
  File /r "${FILES}"
  File "/oname=${MANIFEST}" "${MANIFEST_FILE}"
  WriteUninstaller "${WORK}\new\${UNINSTALLER}"
  StrCpy $9 ""
  ${If} ${Errors}
    StrCpy $9 "1"
  ${EndIf}
  ${EachLine} "${WORK}\new\${MANIFEST}" "f"
    ${IfNot} ${FileExists} "${WORK}\new\$2"
      StrCpy $9 "1"
    ${EndIf}
  ${EndLines}
  SetOutPath "$TEMP" ; or else we would hold the folder ourselves
  ${If} $9 != ""
    RMDir /r "${WORK}"
    RMDir "$INSTDIR"
    ${Fail} ${FAILED_UNPACKING} "$(NOT_UNPACKED)"
  ${EndIf}
FunctionEnd

; Refuse a folder in which something of somebody else's goes by one of our names.
Function CheckFolder
  ${If} ${FileExists} "$INSTDIR\${MANIFEST}"
    Return
  ${EndIf}
  StrCpy $9 ""
  ${EachLine} "${WORK}\new\${MANIFEST}" "t"
    ${If} ${FileExists} "$INSTDIR\$2"
      StrCpy $9 "$2"
    ${EndIf}
  ${EndLines}
  ${If} $9 != ""
    RMDir /r "${WORK}"
    ${Fail} ${FAILED_FOLDER} "$(FOLDER_IS_TAKEN)"
  ${EndIf}
FunctionEnd

; Rename, with patience for virus scanners; the error flag tells whether it failed.
!macro Move FROM TO
  Push "${TO}"
  Push "${FROM}"
  Call Move
!macroend
!define Move '!insertmacro Move'

Function Move
  Exch $R0 ; from
  Exch
  Exch $R1 ; to
  Push $R2
  StrCpy $R2 0
  ${Do}
    ClearErrors
    Rename "$R0" "$R1"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    IntOp $R2 $R2 + 1
    ${If} $R2 >= 20
      SetErrors
      ${ExitDo}
    ${EndIf}
    Sleep 250
  ${Loop}
  Pop $R2
  Pop $R1
  Pop $R0
FunctionEnd

Function SwapIn
  CreateDirectory "${WORK}\old"
  FileOpen $1 "${WORK}\swapping" w
  FileClose $1
  StrCpy $9 ""
  ${EachLine} "$INSTDIR\${MANIFEST}" "t"
    ${If} $9 == ""
    ${AndIf} $2 != "${MANIFEST}"
    ${AndIf} ${FileExists} "$INSTDIR\$2"
      ${Move} "$INSTDIR\$2" "${WORK}\old\$2"
      ${If} ${Errors}
        StrCpy $9 "$2"
      ${EndIf}
    ${EndIf}
  ${EndLines}
  ${If} $9 == ""
  ${AndIf} ${FileExists} "$INSTDIR\${MANIFEST}"
    ${Move} "$INSTDIR\${MANIFEST}" "${WORK}\old\${MANIFEST}"
    ${If} ${Errors}
      StrCpy $9 "${MANIFEST}"
    ${EndIf}
  ${EndIf}
  ${EachLine} "${WORK}\new\${MANIFEST}" "t"
    ${If} $9 == ""
    ${AndIf} $2 != "${MANIFEST}"
      ${Move} "${WORK}\new\$2" "$INSTDIR\$2"
      ${If} ${Errors}
        StrCpy $9 "$2"
      ${EndIf}
    ${EndIf}
  ${EndLines}
  ${If} $9 == ""
    ${Move} "${WORK}\new\${MANIFEST}" "$INSTDIR\${MANIFEST}" ; the last: with it the new version is there
    ${If} ${Errors}
      StrCpy $9 "${MANIFEST}"
    ${EndIf}
  ${EndIf}
  ${If} $9 != ""
    StrCpy $0 "$9"
    Call TakeBack
    RMDir /r "${WORK}\new"
    RMDir "${WORK}\old"
    RMDir "${WORK}"
    ${Fail} ${FAILED_IN_USE} "$(IN_USE)"
  ${EndIf}
  Delete "${WORK}\swapping"
  RMDir "${WORK}\new"
FunctionEnd

; Undo a swap that did not come to its end.
Function TakeBack
  ${EachLine} "${WORK}\new\${MANIFEST}" "t"
    ${If} ${FileExists} "$INSTDIR\$2"
    ${AndIfNot} ${FileExists} "${WORK}\new\$2"
      ${Move} "$INSTDIR\$2" "${WORK}\new\$2"
    ${EndIf}
  ${EndLines}
  FindFirst $1 $2 "${WORK}\old\*"
  ${DoWhile} $2 != ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
      ${Move} "${WORK}\old\$2" "$INSTDIR\$2"
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  Delete "${WORK}\swapping"
FunctionEnd

; Mend what an earlier setup has left that was ended in the middle.
Function MendInterrupted
  ${If} ${FileExists} "${WORK}\swapping"
    ${If} ${FileExists} "${WORK}\new\${MANIFEST}"
      Call TakeBack
    ${Else}
      Delete "${WORK}\swapping" ; all was in its place
    ${EndIf}
  ${EndIf}
  RMDir /r "${WORK}\new"
  Call RemoveOld
FunctionEnd

Function RemoveOld
  ${EachLine} "${WORK}\old\${MANIFEST}" "f"
    ${If} $2 != "${MANIFEST}"
      StrCpy $4 0
      ${Do}
        ClearErrors
        Delete "${WORK}\old\$2"
        ${IfNot} ${Errors}
        ${OrIf} $4 >= 20
          ${ExitDo}
        ${EndIf}
        IntOp $4 $4 + 1
        Sleep 250 ; a virus scanner looks at it
      ${Loop}
    ${EndIf}
  ${EndLines}
  ${EachLine} "${WORK}\old\${MANIFEST}" "d"
    RMDir "${WORK}\old\$2"
  ${EndLines}
  Delete "${WORK}\old\${MANIFEST}" ; the last: if we are ended before, it tells the next setup what to remove
  Push ""
  Call BringBack
  RMDir "${WORK}\old"
  StrCpy $0 1
  ${DoWhile} ${FileExists} "${WORK}\old\*.*" ; the new version has files of the same names: keep them beside it
    ClearErrors
    Rename "${WORK}\old" "$INSTDIR\kept files $0"
    IntOp $0 $0 + 1
    ${If} $0 > 99
      ${ExitDo}
    ${EndIf}
  ${Loop}
  RMDir "${WORK}"
FunctionEnd

; Put back what others have put among our files: what is left in "old", below the folder on the stack.
Function BringBack
  Exch $0 ; empty, or ends in a backslash
  Push $1
  Push $2
  FindFirst $1 $2 "${WORK}\old\$0*"
  ${DoWhile} $2 != ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
      ClearErrors
      Rename "${WORK}\old\$0$2" "$INSTDIR\$0$2" ; fails where there is a folder of that name in the new version, too
      ${If} ${Errors}
      ${AndIf} ${FileExists} "${WORK}\old\$0$2\*.*"
        Push "$0$2\"
        Call BringBack
        RMDir "${WORK}\old\$0$2"
      ${EndIf}
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
