// A formula on lines of its own: centred, wide ones scroll; its source, while it can't be typeset.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import "../components"

Item {
    id: block

    required property string source
    required property var formulas
    readonly property string typeset: formulas.onItsOwn(source, Theme.body, Theme.text, Screen.devicePixelRatio, formulas.revision)
    signal copied

    implicitHeight: loader.implicitHeight
    Accessible.role: typeset === "" ? Accessible.Grouping : Accessible.Graphic
    Accessible.name: qsTr("Formula: %1").arg(source)

    HoverHandler {
        id: hover
    }

    Loader {
        id: loader

        width: block.width
        sourceComponent: block.typeset === "" ? asSource : asFormula
    }

    Component {
        id: asSource

        CodeBlock {
            language: "LaTeX"
            code: block.source
            html: ""
            onCopied: block.copied()
        }
    }

    Component {
        id: asFormula

        Item {
            implicitHeight: Math.max(view.height + (view.interactive ? 8 : 0), button.height)

            Flickable {
                id: view

                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - button.width - Theme.gap
                height: picture.implicitHeight + 8
                contentWidth: Math.max(width, picture.implicitWidth)
                flickableDirection: Flickable.HorizontalFlick
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                interactive: contentWidth > width

                Text {
                    id: picture

                    objectName: "formula"
                    // In the middle of the column where there is room for it.
                    x: Math.max(0, Math.min((block.width - implicitWidth) / 2, view.width - implicitWidth))
                    y: 4
                    text: block.typeset
                    textFormat: Text.RichText
                    font.pixelSize: 1 // only the image takes room
                    Accessible.ignored: true
                }

                ScrollBar.horizontal: bar.item as ScrollBar
            }

            Loader {
                id: bar

                active: view.interactive

                sourceComponent: ScrollBar {
                    parent: view
                    orientation: Qt.Horizontal
                }
            }

            IconButton {
                id: button

                property bool isDone: false

                objectName: "copyFormula"
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                symbol: isDone ? "chat-done" : "chat-copy"
                text: isDone ? qsTr("Copied") : qsTr("Copy formula as LaTeX")
                size: 16
                implicitHeight: Math.round(30 * Theme.scale)
                opacity: hover.hovered || visualFocus || isDone ? 1 : 0
                onClicked: {
                    block.copied();
                    isDone = true;
                    back.restart();
                }

                Timer {
                    id: back

                    interval: 2000
                    onTriggered: button.isDone = false
                }
            }
        }
    }
}
