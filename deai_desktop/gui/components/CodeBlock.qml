// Code as it stands, with its language and a button that copies it; long lines scroll.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

Rectangle {
    id: block

    required property string language
    required property string code
    required property string html // coloured; empty for plain code
    signal copied

    implicitHeight: column.implicitHeight
    radius: Theme.radius
    color: Theme.contrast ? Theme.card : Theme.dark ? "#1e1e1e" : "#f3f4f6"
    border.color: Theme.stroke

    Loader {
        id: bar // most code needs none, and it costs more than the rest of the block

        active: view.interactive

        sourceComponent: ScrollBar {
            parent: view
            orientation: Qt.Horizontal
        }
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 12
            Layout.rightMargin: 4
            Layout.topMargin: 4

            Text {
                Layout.fillWidth: true
                text: block.language === "" ? qsTr("Text") : block.language
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.quiet
                font.pixelSize: Theme.small
            }

            IconButton {
                property bool isDone: false

                symbol: isDone ? "chat-done" : "chat-copy"
                text: isDone ? qsTr("Copied") : qsTr("Copy code")
                size: 16
                implicitHeight: Math.round(30 * Theme.scale)
                onClicked: {
                    block.copied();
                    isDone = true;
                    back.restart();
                }

                Timer {
                    id: back

                    interval: 2000
                    onTriggered: parent.isDone = false
                }
            }
        }

        Flickable {
            id: view

            Layout.fillWidth: true
            Layout.preferredHeight: text.implicitHeight + 20
            contentWidth: Math.max(width, text.implicitWidth + 24)
            flickableDirection: Flickable.HorizontalFlick
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            interactive: contentWidth > width

            TextEdit {
                id: text

                x: 12
                y: 4
                width: Math.max(implicitWidth, view.width - 24)
                text: block.html === "" ? block.code : block.html
                textFormat: block.html === "" ? TextEdit.PlainText : TextEdit.RichText
                readOnly: true
                color: Theme.text
                selectionColor: Theme.accent
                font.family: Theme.monospace
                font.pixelSize: Theme.body - 1
                Accessible.role: Accessible.StaticText
                Accessible.name: block.code.slice(0, 2000)
            }

            ScrollBar.horizontal: bar.item as ScrollBar
        }
    }
}
