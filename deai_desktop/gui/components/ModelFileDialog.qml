// Asks for a model file of the person's own.
import QtQuick.Dialogs

FileDialog {
    title: qsTr("Choose a model file")
    fileMode: FileDialog.OpenFile
    nameFilters: [qsTr("Models in GGUF format") + " (*.gguf)", qsTr("All files") + " (*)"]
}
