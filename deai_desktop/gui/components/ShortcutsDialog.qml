// The list of shortcuts over the window.
import QtQuick
import QtQuick.Controls

AppDialog {
    id: dialog

    title: qsTr("Keyboard shortcuts")
    standardButtons: Dialog.Close

    ShortcutList {
        width: dialog.availableWidth
    }
}
