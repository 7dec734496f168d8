; Failures: a code for scripts, a text for people, also where nobody sees a window.

!define FAILED_WINDOWS 10   ; this Windows is too old
!define FAILED_PROCESSOR 11 ; this PC has another kind of processor
!define FAILED_NEWER 12     ; a newer version is installed
!define FAILED_OTHER 13     ; another setup of DeAI Desktop runs
!define FAILED_IN_USE 14    ; the program still runs, or its files are in use
!define FAILED_FOLDER 15    ; the folder can't be used
!define FAILED_UNPACKING 16 ; the files could not be written
!define FAILED_DATA 17      ; the uninstaller could not remove all models, conversations, settings and keys

; Tell $Failure, in a window or, when silent, on the standard output of whoever started us.
!macro DefineTell UN
  Function ${UN}Tell
    ${IfNot} ${Silent}
      MessageBox MB_ICONSTOP|MB_OK "$Failure"
      Return
    ${EndIf}
    System::Call 'kernel32::GetStdHandle(i -11) p.r0'
    ${If} $0 P<> 0
    ${AndIf} $0 P<> -1
      FileWrite $0 "$Failure$\r$\n"
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro DefineTell ""
!insertmacro DefineTell "un."

!macro Refuse UN CODE TEXT ; before anything was begun
  StrCpy $Failure "${TEXT}"
  Call ${UN}Tell
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Refuse '!insertmacro Refuse ""'
!define un.Refuse '!insertmacro Refuse "un."'

!macro Fail UN CODE TEXT ; in the middle: the page with the progress stays and says so, too
  StrCpy $Failure "${TEXT}"
  Call ${UN}Tell
  SetErrorLevel ${CODE}
  Abort "$Failure"
!macroend
!define Fail '!insertmacro Fail ""'
!define un.Fail '!insertmacro Fail "un."'
