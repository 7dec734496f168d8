; The setup program of DeAI Desktop: for one person, without administrator. `python -m installer.setup` compiles it.
;
; What is where: conditions.nsh says where it refuses; folders.nsh puts the program in place of an older one, all or
; nothing; registration.nsh tells Windows about it; user_path.nsh edits PATH; removal.nsh is the uninstaller.

Target amd64-unicode
!include "${DEFINES}" ; what the build knows: FILES, VERSION, NUMBERS, ORDER, IS_TEST, SIZE_KB, APP_ID, pictures, OUTPUT

!ifdef IS_QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "TextFunc.nsh"
!include "WordFunc.nsh"
!include "Sections.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "MUI2.nsh"


!define NAME "DeAI Desktop"
!define PUBLISHER "DeAI Desktop contributors"
!define WINDOW "DeAI Desktop.exe"
!define COMMAND "deai.exe"
!define UNINSTALLER "Uninstall DeAI Desktop.exe" ; in a folder on PATH: its name must be no word one might type
!define MANIFEST "installed-files.txt"
!define PICTURE "_internal\resources\icons\application.png" ; made by the freeze
!define STATE_KEY "Software\DeAI Desktop"
!define ENTRY_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\DeAI Desktop"
!ifdef IS_TEST
  !define FULL_NAME "${NAME} ${VERSION} (test build)" ; a version that ends in +test
!else
  !define FULL_NAME "${NAME} ${VERSION}"
!endif

Name "${NAME}"
Caption "$(CAPTION)"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${STATE_KEY}" "InstallFolder"
RequestExecutionLevel user
ManifestSupportedOS all
ManifestDPIAware true
BrandingText " "
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=1033 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1033 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1033 "FileDescription" "${FULL_NAME} Setup"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE_PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE_PICTURE}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_WELCOMEPAGE_TITLE "$(TITLE)"
!define MUI_WELCOMEPAGE_TITLE_3LINES
!define MUI_FINISHPAGE_TITLE_3LINES
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_TEXT)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "$(RUN_TEXT)"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipFolderOnUpgrade
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.HideSpace
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!include "texts_english.nsh"
!include "texts_german.nsh"

!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Var Failure ; what went wrong, for people
Var Folder  ; the entry that PATH gets or loses

!include "telling.nsh"
!include "conditions.nsh"
!include "running.nsh"
!include "folders.nsh"
!include "user_path.nsh"
!include "shortcut.nsh"
!include "registration.nsh"

Section "!${NAME}" PROGRAM
  SectionIn RO
  AddSize ${SIZE_KB}
  Call MendInterrupted
  Call Unpack
  Call CheckFolder
  Call EndRunning
  Call SwapIn
  Call RemoveOld
  Call Register
SectionEnd

Section "$(START_MENU)" START_MENU_ENTRY
  Call AddStartMenu
SectionEnd

Section "$(OPEN_WITH)" OPEN_WITH_ENTRY
  Call AddOpenWith
SectionEnd

Section "$(LINKS)" LINKS_ENTRY
  Call AddLinks
SectionEnd

Section /o "$(ON_PATH)" ON_PATH_ENTRY
  Call AddToUserPath
SectionEnd

Section /o "$(AUTOSTART)" AUTOSTART_ENTRY
  Call AddAutostart
SectionEnd

Section "-choices" ; what was chosen last time and is not any more
  ${IfNot} ${SectionIsSelected} ${START_MENU_ENTRY}
    Call RemoveStartMenu
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${OPEN_WITH_ENTRY}
    Call RemoveOpenWith
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${LINKS_ENTRY}
    Call RemoveLinks
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${ON_PATH_ENTRY}
    Call RemoveFromUserPath
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${AUTOSTART_ENTRY}
    Call RemoveAutostart
  ${EndIf}
  Call TellExplorer
  ${GetParameters} $0
  ${GetOptions} $0 "/START=" $1
  ${If} $1 == "1"
    Exec '"$INSTDIR\${WINDOW}"'
  ${EndIf}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PROGRAM} $(ABOUT_PROGRAM)
  !insertmacro MUI_DESCRIPTION_TEXT ${START_MENU_ENTRY} $(ABOUT_START_MENU)
  !insertmacro MUI_DESCRIPTION_TEXT ${OPEN_WITH_ENTRY} $(ABOUT_OPEN_WITH)
  !insertmacro MUI_DESCRIPTION_TEXT ${LINKS_ENTRY} $(ABOUT_LINKS)
  !insertmacro MUI_DESCRIPTION_TEXT ${ON_PATH_ENTRY} $(ABOUT_ON_PATH)
  !insertmacro MUI_DESCRIPTION_TEXT ${AUTOSTART_ENTRY} $(ABOUT_AUTOSTART)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; Choose a part: as the command line says, else as it was last time, else as the section itself says.
!macro Choose OPTION SECTION VALUE_NAME
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/${OPTION}=" $1
  ${If} ${Errors}
    ReadRegStr $1 HKCU "${STATE_KEY}" "${VALUE_NAME}"
  ${EndIf}
  !insertmacro Select ${SECTION}
!macroend

!macro Select SECTION
  ${If} $1 == "1"
    !insertmacro SelectSection ${SECTION}
  ${ElseIf} $1 == "0"
    !insertmacro UnselectSection ${SECTION}
  ${EndIf}
!macroend

Function .onInit
  SetShellVarContext current
  Call ReadLanguage
  Call CheckWindows
  Call CheckOnlyOne
  Call CheckVersion
  !insertmacro Choose STARTMENU ${START_MENU_ENTRY} "StartMenu"
  !insertmacro Choose OPENWITH ${OPEN_WITH_ENTRY} "OpenWith"
  !insertmacro Choose LINK ${LINKS_ENTRY} "Links"
  !insertmacro Choose PATH ${ON_PATH_ENTRY} "Path"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART=" $1
  ${If} ${Errors}
    ReadRegStr $1 HKCU "${RUN_KEY}" "${NAME}"
    ${If} $1 != ""
      StrCpy $1 "1"
    ${EndIf}
  ${EndIf}
  !insertmacro Select ${AUTOSTART_ENTRY}
FunctionEnd

!macro DefineReadLanguage UN
  Function ${UN}ReadLanguage ; as the person's Windows speaks, unless the command line says otherwise
    ${GetParameters} $0
    ${GetOptions} $0 "/LANGUAGE=" $1
    ${If} $1 == "de"
      StrCpy $LANGUAGE ${LANG_GERMAN}
    ${ElseIf} $1 == "en"
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro DefineReadLanguage ""
!insertmacro DefineReadLanguage "un."

Function SkipFolderOnUpgrade
  ${If} ${FileExists} "$INSTDIR\${MANIFEST}"
    Abort
  ${EndIf}
FunctionEnd

!include "removal.nsh"
