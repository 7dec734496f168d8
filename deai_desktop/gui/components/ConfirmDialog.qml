// Asks before something that can't be undone; the refusal has the focus.
import QtQuick
import QtQuick.Controls

AppDialog {
    id: dialog

    property string text
    property string action
    property string refusal: qsTr("Cancel")

    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)

    Text {
        width: dialog.availableWidth
        text: dialog.text
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.text
        font.pixelSize: Theme.body
    }

    footer: DialogButtonBox {
        Button {
            text: dialog.action
            DialogButtonBox.buttonRole: DialogButtonBox.AcceptRole
        }

        Button {
            id: cancel

            text: dialog.refusal
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }
}
