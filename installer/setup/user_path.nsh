; Adds our folder to the person's own PATH and takes it out again, so that what was there before is there again.
;
; NSIS' own strings end after 1023 characters and PATH may be longer: its text stays in memory of the system's, and is
; worked on with the system's functions. Its kind (REG_EXPAND_SZ as a rule) is kept.
;
; "A;B" becomes "A;B;FOLDER", "A;B;" becomes "A;B;FOLDER;", and nothing becomes "FOLDER": each way back is clear.

!define HKCU_HANDLE 0x80000001
!define READ_AND_WRITE 0x2001F
!define LONGEST_PATH 32000 ; characters; Windows takes no environment variable over 32,767

!macro DefineUserPath UN
  ; Open the key and read PATH: $R1 is the key (0: failed), $R2 the kind (0: there is no PATH), $R4 the text's memory.
  Function ${UN}OpenUserPath
    StrCpy $R2 0
    StrCpy $R3 0
    StrCpy $R4 0
    System::Call 'advapi32::RegOpenKeyExW(p ${HKCU_HANDLE}, w "Environment", i 0, i ${READ_AND_WRITE}, *p .R1) i.R0'
    ${If} $R0 <> 0
      StrCpy $R1 0
      Return
    ${EndIf}
    System::Call 'advapi32::RegQueryValueExW(p R1, w "Path", p 0, *i .R2, p 0, *i .R3) i.R0'
    ${If} $R0 <> 0
      StrCpy $R2 0
      StrCpy $R3 0
    ${EndIf}
    IntOp $R5 $R3 + 4096 ; room for our folder
    System::Call 'kernel32::GlobalAlloc(i 0x40, p R5) p.R4' ; 0x40: filled with zeros
    ${If} $R3 > 0
      System::Call 'advapi32::RegQueryValueExW(p R1, w "Path", p 0, *i .R2, p R4, *i R3R3) i.R0'
      ${If} $R0 <> 0
        Call ${UN}CloseUserPath
        StrCpy $R1 0
      ${EndIf}
    ${EndIf}
  FunctionEnd

  Function ${UN}CloseUserPath
    System::Call 'kernel32::GlobalFree(p R4)'
    System::Call 'advapi32::RegCloseKey(p R1)'
  FunctionEnd

  ; Find $Folder as a whole entry: $R6 is where it begins in memory, 0 when it is not there; $R7 is what follows it.
  Function ${UN}FindInUserPath
    StrLen $R8 $Folder
    IntOp $R8 $R8 * 2
    StrCpy $R9 $R4
    ${Do}
      System::Call 'shlwapi::StrStrIW(p R9, w "$Folder") p.R6'
      ${If} $R6 P= 0
        Return
      ${EndIf}
      IntPtrOp $R9 $R6 + $R8
      System::Call '*$R9(&i2 .R7)'
      StrCpy $R0 59 ; ";"
      ${If} $R6 P<> $R4
        IntPtrOp $R0 $R6 - 2
        System::Call '*$R0(&i2 .R0)'
      ${EndIf}
      ${If} $R0 = 59
        ${If} $R7 = 59
        ${OrIf} $R7 = 0
          Return
        ${EndIf}
      ${EndIf}
    ${Loop}
  FunctionEnd

  Function ${UN}WriteUserPath
    System::Call 'kernel32::lstrlenW(p R4) i.R5'
    IntOp $R5 $R5 + 1
    IntOp $R5 $R5 * 2
    System::Call 'advapi32::RegSetValueExW(p R1, w "Path", i 0, i R2, p R4, i R5) i.R0'
  FunctionEnd

  Function ${UN}TellOfUserPath
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  FunctionEnd

  ; Take out what AddToUserPath has put in; an entry that the person had made stays.
  Function ${UN}RemoveFromUserPath
    WriteRegStr HKCU "${STATE_KEY}" "Path" "0"
    ReadRegStr $Folder HKCU "${STATE_KEY}" "PathEntry"
    ${If} $Folder == ""
      Return
    ${EndIf}
    Call ${UN}OpenUserPath
    ${If} $R1 P= 0
      Return
    ${EndIf}
    Call ${UN}FindInUserPath
    ${If} $R6 P<> 0
      ${If} $R7 = 59 ; move what follows over it and its semicolon
        IntPtrOp $R9 $R9 + 2
        System::Call 'kernel32::lstrlenW(p R9) i.R5'
        IntOp $R5 $R5 + 1
        IntOp $R5 $R5 * 2
        System::Call 'ntdll::RtlMoveMemory(p R6, p R9, p R5)'
        Call ${UN}WriteUserPath
      ${ElseIf} $R6 P= $R4 ; it was alone: there was no PATH
        System::Call 'advapi32::RegDeleteValueW(p R1, w "Path") i.R0'
      ${Else} ; it was the last: cut it off with the semicolon before it
        IntPtrOp $R6 $R6 - 2
        System::Call '*$R6(&i2 0)'
        Call ${UN}WriteUserPath
      ${EndIf}
    ${EndIf}
    Call ${UN}CloseUserPath
    DeleteRegValue HKCU "${STATE_KEY}" "PathEntry"
    Call ${UN}TellOfUserPath
  FunctionEnd
!macroend
!insertmacro DefineUserPath ""
!insertmacro DefineUserPath "un."

Function AddToUserPath
  WriteRegStr HKCU "${STATE_KEY}" "Path" "1"
  StrCpy $Folder "$INSTDIR"
  ${WordFind} "$Folder" ";" "E+1{" $0
  ${IfNot} ${Errors}
    DetailPrint "$(NOT_ON_PATH)" ; no folder with a semicolon can stand there
    Return
  ${EndIf}
  Call OpenUserPath
  ${If} $R1 P= 0
    DetailPrint "$(NOT_ON_PATH)"
    Return
  ${EndIf}
  StrCpy $0 ""
  ${If} $R2 = 0
    StrCpy $R2 2 ; REG_EXPAND_SZ, as Windows makes it
    StrCpy $0 "$Folder"
  ${ElseIf} $R2 <> 1 ; REG_SZ
  ${AndIf} $R2 <> 2
    StrCpy $0 "" ; what this is nobody knows: leave it
  ${Else}
    Call FindInUserPath
    System::Call 'kernel32::lstrlenW(p R4) i.R5'
    ${If} $R6 P= 0
    ${AndIf} $R5 < ${LONGEST_PATH}
      StrCpy $R0 59
      ${If} $R5 > 0
        IntOp $R9 $R5 - 1
        IntOp $R9 $R9 * 2
        IntPtrOp $R9 $R4 + $R9
        System::Call '*$R9(&i2 .R0)'
      ${EndIf}
      ${If} $R0 = 59
        StrCpy $0 "$Folder;"
      ${Else}
        StrCpy $0 ";$Folder"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${If} $0 != ""
    System::Call 'kernel32::lstrcatW(p R4, w r0)'
    WriteRegStr HKCU "${STATE_KEY}" "PathEntry" "$Folder"
    Call WriteUserPath
    Call TellOfUserPath
  ${EndIf}
  Call CloseUserPath
FunctionEnd
