// What the person said: a quiet bubble, edited in place.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Item {
    id: said

    required property var message
    readonly property int longest: 1500
    readonly property bool isLong: message.content.length > longest
    property bool isWhole: false
    property bool isEditing: false

    function send(text: string) {
        isEditing = false;
        if (text.trim() !== "" && text !== message.content)
            message.viewModel.edit(message.messageId, text);
    }

    implicitHeight: column.implicitHeight
    Component.onCompleted: column.ensurePolished() // as in Answer: its height is wanted now
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("You: %1").arg(message.content.slice(0, 200))

    HoverHandler {
        id: hover
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 2

        Rectangle {
            Layout.alignment: Qt.AlignRight
            Layout.preferredWidth: said.isEditing ? column.width : Math.min(column.width * 0.85, Math.ceil(words.implicitWidth) + 1 + 2 * Theme.pad)
            implicitHeight: (said.isEditing ? editing.implicitHeight : shown.implicitHeight) + 20
            radius: 12
            color: Theme.contrast ? Theme.card : Theme.dark ? "#3a3a3a" : "#ececec"
            border.width: Theme.contrast ? 1 : 0
            border.color: Theme.stroke

            ColumnLayout {
                id: shown

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.leftMargin: Theme.pad
                anchors.rightMargin: Theme.pad
                y: 10
                visible: !said.isEditing

                TextEdit {
                    id: words

                    objectName: "userText"
                    Layout.fillWidth: true
                    text: said.isLong && !said.isWhole ? said.message.content.slice(0, said.longest) + "…" : said.message.content
                    textFormat: TextEdit.PlainText
                    readOnly: true
                    wrapMode: TextEdit.Wrap
                    color: Theme.text
                    selectionColor: Theme.accent
                    font.pixelSize: Theme.body
                    Accessible.role: Accessible.StaticText
                    Accessible.name: said.message.content.slice(0, 2000)
                }

                Loader {
                    active: said.isLong
                    visible: active

                    sourceComponent: Button {
                        flat: true
                        text: said.isWhole ? qsTr("Show less") : qsTr("Show all")
                        onClicked: said.isWhole = !said.isWhole
                    }
                }
            }

            Loader {
                id: editing

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: 10
                y: 10
                active: said.isEditing

                sourceComponent: MessageEditor {
                    original: said.message.content
                    canSend: said.message.viewModel.blockedReason === ""
                    onCancelled: said.isEditing = false
                    onSent: text => said.send(text)
                }
            }
        }

        RowLayout {
            id: actions

            Layout.alignment: Qt.AlignRight
            visible: !said.isEditing
            spacing: 0

            CopyButton {
                opacity: hover.hovered || visualFocus ? 1 : 0
                onClicked: said.message.viewModel.copyMessage(said.message.messageId)
            }

            IconButton {
                objectName: "editButton"
                symbol: "chat-edit"
                text: qsTr("Edit")
                size: 16
                implicitHeight: Math.round(28 * Theme.scale)
                enabled: !said.message.viewModel.isAnswering
                opacity: enabled && (hover.hovered || visualFocus) ? 1 : 0
                onClicked: said.isEditing = true
            }

            Loader {
                active: said.message.versionCount > 1
                visible: active

                sourceComponent: VersionSwitch {
                    message: said.message
                }
            }
        }
    }
}
