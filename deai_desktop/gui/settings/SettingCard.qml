// One thing to choose: its name, what it means, and the control beside it, or below where there is no room.
import QtQuick
import QtQuick.Layouts
import "../components"

Rectangle {
    id: card

    property string title
    property string about
    default property alias control: slot.data

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
        columns: slot.implicitWidth + 220 * Theme.scale > width ? 1 : 2
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

        RowLayout {
            id: slot

            spacing: Theme.gap
            visible: children.length > 0
        }
    }
}
