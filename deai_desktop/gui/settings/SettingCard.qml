// One thing to choose: its name, what it means, and the control beside it, or below where there is no room.
import QtQuick
import QtQuick.Layouts
import "../components"

Rectangle {
    id: card

    property string title
    property string about
    default property alias control: slot.data
    readonly property real wanted: {
        let sum = 0;
        for (const child of slot.children)
            sum += child.visible ? child.implicitWidth + Theme.gap : 0;
        return sum;
    }

    Layout.fillWidth: true
    implicitHeight: content.implicitHeight + 2 * 14
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.stroke

    GridLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.pad
        columns: card.wanted + 220 * Theme.scale > width ? 1 : 2
        columnSpacing: Theme.wide
        rowSpacing: 10

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            Text {
                Layout.fillWidth: true
                visible: text !== ""
                text: card.title
                color: Theme.text
                font.pixelSize: Theme.body
                wrapMode: Text.Wrap
            }

            Text {
                Layout.fillWidth: true
                visible: text !== ""
                text: card.about
                color: Theme.quiet
                font.pixelSize: Theme.small
                lineHeight: 1.15
                wrapMode: Text.Wrap
            }
        }

        GridLayout {
            id: slot

            columns: card.wanted > content.width ? 1 : 9
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            visible: children.length > 0
        }
    }
}
