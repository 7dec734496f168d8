// Which model answers: those of this PC, then under a heading for each pool those of its members.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import "../components"

ComboBox {
    id: picker

    required property var choice // a ModelChoice

    model: choice.rows
    textRole: "name"
    valueRole: "id"
    enabled: count > 0
    displayText: choice.name !== "" ? choice.name : count > 0 ? qsTr("Choose a model") : qsTr("No model yet")
    currentIndex: choice.index
    onActivated: index => {
        picker.choice.choose(picker.valueAt(index));
        currentIndex = Qt.binding(() => picker.choice.index); // a pool may have to be agreed to first
    }
    Accessible.name: qsTr("Model")
    Accessible.description: [choice.pool === "" ? "" : qsTr("Of the pool “%1”").arg(choice.pool), Theme.keys("Ctrl+L")].filter(Boolean).join(", ")
    ToolTip.text: qsTr("Model that answers (%1)").arg(Theme.keys("Ctrl+L"))
    ToolTip.visible: hovered && !popup.visible
    ToolTip.delay: 700
    Component.onCompleted: popup.width = Qt.binding(() => Math.max(picker.width, Math.min(420 * Theme.scale, picker.Window.width - picker.mapToItem(null, 0, 0).x - Theme.pad)))

    delegate: ItemDelegate {
        id: entry

        required property int index
        required property string name
        required property string about
        required property string heading

        readonly property real headingHeight: head.visible ? head.height : 0

        objectName: "choice " + name
        width: ListView.view?.width ?? implicitWidth
        topPadding: headingHeight + 6
        bottomPadding: 6
        highlighted: picker.highlightedIndex === index
        Accessible.name: [heading, name, about].filter(Boolean).join(", ")

        background: Item {
            Rectangle {
                anchors.fill: parent
                anchors.topMargin: entry.headingHeight
                anchors.leftMargin: 4
                anchors.rightMargin: 4
                radius: 4
                color: Theme.text
                opacity: entry.down ? 0.05 : entry.highlighted || entry.hovered ? 0.08 : 0
            }

            Rectangle {
                x: 4
                y: entry.headingHeight + (entry.height - entry.headingHeight - height) / 2
                width: 3
                height: 16
                radius: 1.5
                visible: picker.currentIndex === entry.index
                color: Theme.accent
            }
        }

        contentItem: Column {
            spacing: 1

            Text {
                width: parent.width
                text: entry.name
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.body
            }

            Text {
                width: parent.width
                visible: text !== ""
                text: entry.about
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.quiet
                font.pixelSize: Theme.small
            }
        }

        MouseArea { // the heading is nothing to choose
            width: parent.width
            height: entry.headingHeight
            visible: head.visible
            preventStealing: false

            Text {
                id: head

                width: parent.width
                visible: text !== ""
                text: entry.heading
                textFormat: Text.PlainText
                elide: Text.ElideRight
                leftPadding: 12
                rightPadding: 12
                topPadding: entry.index === 0 ? 6 : 12
                bottomPadding: 2
                color: Theme.quiet
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }
        }
    }
}
