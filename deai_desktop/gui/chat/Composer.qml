// Where the person writes: Enter sends, Shift+Enter begins a new line, files go along.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Dialogs
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: composer

    required property var viewModel
    readonly property var writing: viewModel.composer
    readonly property string blocked: viewModel.blockedReason
    readonly property bool canSend: blocked === "" && !viewModel.isAnswering && (input.text.trim() !== "" || writing.attachments.length > 0)

    function send() {
        if (canSend)
            viewModel.send(input.text);
    }

    spacing: 6

    Connections {
        target: composer.writing

        function onDraftChanged() {
            if (input.text !== composer.writing.draft) {
                input.text = composer.writing.draft;
                input.cursorPosition = input.length;
            }
        }

        function onFocusRequested() {
            input.forceActiveFocus(Qt.ShortcutFocusReason);
        }
    }

    FileDialog {
        id: fileDialog

        title: qsTr("Attach text files")
        fileMode: FileDialog.OpenFiles
        onAccepted: selectedFiles.forEach(file => composer.writing.attach(file))
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: box.implicitHeight
        radius: 12
        color: Theme.card
        border.color: input.activeFocus ? Theme.accent : Theme.stroke
        border.width: input.activeFocus ? 2 : 1

        ColumnLayout {
            id: box

            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Flow {
                Layout.fillWidth: true
                Layout.margins: 10
                Layout.bottomMargin: 0
                visible: composer.writing.attachments.length > 0
                spacing: 6

                Repeater {
                    model: composer.writing.attachments

                    delegate: AttachmentChip {
                        required property int index
                        required property var modelData

                        name: modelData.name
                        size: modelData.size
                        onRemoved: composer.writing.detach(index)
                    }
                }
            }

            ScrollView {
                id: scroll

                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(input.implicitHeight, Math.round(200 * Theme.scale))
                ScrollBar.horizontal.policy: ScrollBar.AlwaysOff

                TextArea {
                    id: input

                    objectName: "messageField"
                    wrapMode: TextArea.Wrap
                    textFormat: TextEdit.PlainText
                    background: null
                    leftPadding: 14
                    rightPadding: 14
                    topPadding: 12
                    bottomPadding: 4
                    focus: true
                    color: Theme.text
                    font.pixelSize: Theme.body
                    placeholderText: qsTr("Ask anything")
                    placeholderTextColor: Theme.quiet
                    Accessible.name: qsTr("Your message")
                    Accessible.description: qsTr("Enter sends, Shift+Enter begins a new line")
                    Component.onCompleted: text = composer.writing.draft
                    onTextChanged: composer.writing.setDraft(text)
                    KeyNavigation.priority: KeyNavigation.BeforeItem
                    KeyNavigation.tab: attach
                    Keys.onPressed: event => {
                        const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                        if (isEnter && !(event.modifiers & Qt.ShiftModifier)) {
                            event.accepted = true;
                            composer.send();
                        }
                    }
                }
            }

            RowLayout {
                Layout.fillWidth: true
                Layout.margins: 6
                Layout.topMargin: 2
                spacing: 4

                IconButton {
                    id: attach

                    objectName: "attachButton"
                    symbol: "chat-attach"
                    text: qsTr("Attach text files")
                    onClicked: fileDialog.open()
                }

                Text {
                    objectName: "blockedReason"
                    Layout.fillWidth: true
                    text: composer.blocked
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    color: Theme.quiet
                    font.pixelSize: Theme.small
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }

                RoundButton {
                    id: button

                    readonly property bool stops: composer.viewModel.isAnswering

                    objectName: "sendButton"
                    radius: height / 2
                    implicitWidth: Math.round(36 * Theme.scale)
                    implicitHeight: Math.round(36 * Theme.scale)
                    leftPadding: 0
                    rightPadding: 0
                    topPadding: 0
                    bottomPadding: 0
                    highlighted: true
                    enabled: stops || composer.canSend
                    text: stops ? qsTr("Stop") : qsTr("Send")
                    Accessible.name: text
                    ToolTip.text: stops ? qsTr("Stop (%1)").arg("Esc") : qsTr("Send (%1)").arg(qsTr("Enter"))
                    ToolTip.visible: hovered
                    ToolTip.delay: 500
                    onClicked: stops ? composer.viewModel.stop() : composer.send()

                    contentItem: Item {
                        IconImage {
                            anchors.centerIn: parent
                            source: Theme.icon(button.stops ? "chat-stop" : "chat-send")
                            sourceSize: Qt.size(Math.round(18 * Theme.scale), Math.round(18 * Theme.scale))
                            color: button.enabled ? Theme.accentText : Theme.quiet
                        }
                    }

                    background: Rectangle {
                        radius: height / 2
                        color: button.enabled ? Theme.accent : Theme.stroke
                        opacity: button.down ? 0.8 : button.hovered ? 0.9 : 1
                    }

                    FocusRing {
                        control: button
                        anchors.margins: -3
                        radius: height / 2
                    }
                }
            }
        }
    }
}
