// The list of shortcuts over the window.
import QtQuick
import QtQuick.Controls

AppDialog {
    id: dialog

    title: qsTr("Keyboard shortcuts")

    ShortcutList {
        width: dialog.availableWidth
    }

    footer: DialogButtonBox {
        Button {
            text: qsTr("Close")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }
}
