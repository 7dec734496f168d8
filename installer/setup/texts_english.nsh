; What the setup says in English.

!define TEXT '!insertmacro EnglishText'
!macro EnglishText ID TEXT
  LangString ${ID} ${LANG_ENGLISH} "${TEXT}"
!macroend

!ifdef IS_TEST
  ${TEXT} TITLE "${NAME} ${VERSION} (test build)"
  ${TEXT} WELCOME_TEXT "This installs ${NAME} for you alone. No administrator is needed.$\r$\n$\r$\nThis is a test build: the origin of its parts was not proven. Use it for trying things out only.$\r$\n$\r$\nModels and chats of an earlier version are kept. If ${NAME} is running, it is closed.$\r$\n$\r$\n$_CLICK"
!else
  ${TEXT} TITLE "${NAME} ${VERSION}"
  ${TEXT} WELCOME_TEXT "This installs ${NAME} for you alone. No administrator is needed.$\r$\n$\r$\nModels and chats of an earlier version are kept. If ${NAME} is running, it is closed.$\r$\n$\r$\n$_CLICK"
!endif
${TEXT} CAPTION "$(TITLE) Setup"
${TEXT} RUN_TEXT "Start ${NAME}"

${TEXT} START_MENU "Start menu entry"
${TEXT} OPEN_WITH "Offer for .gguf files"
${TEXT} LINKS "Open deai: links"
${TEXT} ON_PATH "deai on the command line"
${TEXT} AUTOSTART "Start with Windows"
${TEXT} ABOUT_PROGRAM "The program itself."
${TEXT} ABOUT_START_MENU "Lists ${NAME} in the Start menu."
${TEXT} ABOUT_OPEN_WITH "Lists ${NAME} under “Open with” for model files. What opens them by default stays as it is."
${TEXT} ABOUT_LINKS "A deai: link, such as an invitation, opens ${NAME}. It is never carried out by itself."
${TEXT} ABOUT_ON_PATH "Adds the program's folder to your PATH, so that every terminal knows deai."
${TEXT} ABOUT_AUTOSTART "After signing in, ${NAME} waits beside the clock."
${TEXT} ABOUT_SHORTCUT "Private AI on your own PC"
${TEXT} MODEL_FILE "AI model (GGUF)"

${TEXT} ENDING "Closing ${NAME} …"
${TEXT} REMOVING_DATA "Removing models, chats, settings and keys …"
${TEXT} NOT_ON_PATH "PATH was left as it is: this folder can't be added to it."

${TEXT} WINDOWS_TOO_OLD "${NAME} needs Windows 10, version 1903 or newer.$\r$\n$\r$\nNothing was changed. Update Windows, then run this setup again."
${TEXT} WRONG_PROCESSOR "${NAME} needs a PC with a 64-bit processor by Intel or AMD (x64); this one has another kind.$\r$\n$\r$\nNothing was changed."
${TEXT} ANOTHER_SETUP "A setup of ${NAME} is running already.$\r$\n$\r$\nWait until it has finished."
${TEXT} NEWER_IS_INSTALLED "A newer version, $2, is installed; this setup holds ${VERSION}.$\r$\n$\r$\nNothing was changed. To go back to the older version, remove the newer one in Windows' settings first."
${TEXT} INSTALLED_ELSEWHERE "${NAME} is installed in another folder:$\r$\n$0$\r$\n$\r$\nNothing was changed. To move it, remove it in Windows' settings first; models and chats are kept."
${TEXT} FOLDER_IS_TAKEN "“$9” in this folder belongs to something else:$\r$\n$INSTDIR$\r$\n$\r$\nNothing was changed. Choose another folder."
${TEXT} NOT_UNPACKED "The files could not be written to this folder:$\r$\n$INSTDIR$\r$\n$\r$\nAn earlier version, if there is one, works as before. Make sure that there is room on the disk and that you may write there, then run this setup again."
${TEXT} STILL_RUNS "${NAME} is still in use: $0$\r$\n$\r$\nClose its window and every terminal in which deai runs, then choose Retry."
${TEXT} IN_USE "A file of ${NAME} is in use: $0$\r$\n$\r$\nNothing was changed. Close its window and every terminal in which deai runs, then try again."

${TEXT} UN_PROGRAM "${NAME}"
${TEXT} UN_DATA "Models, chats, settings and keys"
${TEXT} ABOUT_UN_PROGRAM "The program, and its entries in the Start menu, PATH and the like."
${TEXT} ABOUT_UN_DATA "Also deletes all that ${NAME} keeps of you. This can't be undone."
${TEXT} DATA_IS_LEFT "Not all models, chats, settings and keys could be deleted.$\r$\n$\r$\nWhat is left lies in $LOCALAPPDATA\deai-desktop, and in Windows' Credential Manager under names that begin with deai-desktop."
${TEXT} NOT_OURS "${NAME} is not installed in this folder:$\r$\n$INSTDIR"

!undef TEXT
