// Shows a new key this once.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

AppDialog {
    id: dialog

    required property string secret
    signal copied

    title: qsTr("Your new key")
    wished: 520
    closePolicy: Popup.CloseOnEscape

    ColumnLayout {
        width: dialog.availableWidth
        spacing: 12

        Text {
            Layout.fillWidth: true
            text: qsTr("Put it into the program now: it can't be shown again.")
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
        }

        RowLayout {
            spacing: Theme.gap

            TextField {
                id: field

                objectName: "newKey"
                Layout.fillWidth: true
                readOnly: true
                text: dialog.secret
                font.family: Theme.monospace.split(",")[0]
                font.pixelSize: Theme.body
                Accessible.name: qsTr("The key")
                onActiveFocusChanged: if (activeFocus) selectAll()
            }

            Button {
                text: qsTr("Copy")
                font.pixelSize: Theme.body
                highlighted: true
                focus: true
                Accessible.name: qsTr("Copy key")
                onClicked: dialog.copied()
            }
        }
    }

    footer: DialogButtonBox {
        Button {
            text: qsTr("Done")
            font.pixelSize: Theme.body
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }
}
