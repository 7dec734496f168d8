; The name of our windows (AppUserModelID) in the shortcut: without it, a pinned program and its window are two buttons
; in the taskbar, and notifications have neither our name nor our icon.

!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

!define E_NOTIMPL_AS_NUMBER 0x80004001

; Give a property store (a pointer in STORE, none of $3 to $5) our name.
!macro StoreAppId STORE
  System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
  System::Call 'shlwapi::SHStrDupW(w "${APP_ID}", *p .r3)'
  System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,r3)p.r5'
  ${IPropertyStore::SetValue} ${STORE} '($4,$5)'
  System::Call 'ole32::PropVariantClear(p r5)'
  System::Free $4
  System::Free $5
!macroend

; Read our name back from a property store: $3 is 0 when it could be asked, $6 the name.
!macro ReadAppId STORE
  StrCpy $6 ""
  System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
  System::Call '*${SYSSTRUCT_PROPVARIANT}(0)p.r5'
  ${IPropertyStore::GetValue} ${STORE} '($4,$5).r3'
  ${If} $3 = 0
    System::Call '*$5(&i2.r6)'
    ${If} $6 = ${VT_LPWSTR}
      System::Call '*$5(&i8,w.r6)'
    ${EndIf}
  ${EndIf}
  System::Call 'ole32::PropVariantClear(p r5)'
  System::Free $4
  System::Free $5
!macroend

; Name the program in the shortcut whose path is in $0.
Function NameShortcut
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r1 ""
  ${If} $1 P= 0
    Return
  ${EndIf}
  ${IUnknown::QueryInterface} $1 '("${IID_IPersistFile}",.r2)'
  ${IUnknown::QueryInterface} $1 '("${IID_IPropertyStore}",.r7)'
  ${If} $2 P<> 0
  ${AndIf} $7 P<> 0
    ${IPersistFile::Load} $2 '("$0",${STGM_READWRITE})'
    !insertmacro StoreAppId $7
    ${IPropertyStore::Commit} $7 ""
    !insertmacro ReadAppId $7
    ${If} $6 == "${APP_ID}"
      ${IPersistFile::Save} $2 '("$0",1)'
    ${EndIf}
  ${EndIf}
  !insertmacro ComHlpr_SafeRelease $7
  !insertmacro ComHlpr_SafeRelease $2
  !insertmacro ComHlpr_SafeRelease $1
  ${If} $3 = ${E_NOTIMPL_AS_NUMBER} ; Wine's shortcuts can't do that, and have no other properties
    Call AppendAppId
  ${EndIf}
FunctionEnd

; Put APP_ID_BLOCK, in hexadecimal, in place of the four zero bytes at the end of the shortcut whose path is in $0.
Function AppendAppId
  FileOpen $1 $0 a
  ${If} $1 == ""
    Return
  ${EndIf}
  FileSeek $1 -4 END
  StrLen $2 "${APP_ID_BLOCK}"
  StrCpy $3 0
  ${DoWhile} $3 < $2
    StrCpy $4 "${APP_ID_BLOCK}" 2 $3
    FileWriteByte $1 "0x$4"
    IntOp $3 $3 + 2
  ${Loop}
  FileClose $1
FunctionEnd
