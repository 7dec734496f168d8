// Changes what was said: Enter sends it as another version, Esc leaves all as it was.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: editing

    required property string original
    required property bool canSend
    signal cancelled
    signal sent(string text)

    Component.onCompleted: {
        field.forceActiveFocus();
        field.cursorPosition = field.length;
    }

    ScrollView {
        Layout.fillWidth: true
        Layout.maximumHeight: 280

        TextArea {
            id: field

            objectName: "editField"
            text: editing.original
            wrapMode: TextArea.Wrap
            textFormat: TextEdit.PlainText
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Edit your message")
            KeyNavigation.priority: KeyNavigation.BeforeItem
            KeyNavigation.tab: cancel
            Keys.onEscapePressed: editing.cancelled()
            Keys.onPressed: event => {
                const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                if (isEnter && !(event.modifiers & Qt.ShiftModifier)) {
                    event.accepted = true;
                    if (send.enabled)
                        editing.sent(field.text);
                }
            }
        }
    }

    RowLayout {
        Layout.alignment: Qt.AlignRight
        spacing: Theme.gap

        Button {
            id: cancel

            text: qsTr("Cancel")
            onClicked: editing.cancelled()
        }

        Button {
            id: send

            text: qsTr("Send")
            highlighted: true
            enabled: field.text.trim() !== "" && editing.canSend
            onClicked: editing.sent(field.text)
        }
    }
}
