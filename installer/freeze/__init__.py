"""What pyinstaller.spec needs to know: which files of others are used, the programs' icon, version and manifest."""
