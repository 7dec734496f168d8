// A file that goes along with the next message.
import QtQuick
import QtQuick.Controls.impl
import QtQuick.Layouts
import "../components"

Rectangle {
    id: chip

    required property string name
    required property string size
    signal removed

    implicitWidth: Math.min(row.implicitWidth + 12, 320 * Theme.scale)
    implicitHeight: row.implicitHeight + 4
    radius: 6
    color: Theme.layer
    border.color: Theme.stroke

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 8
        anchors.rightMargin: 2
        spacing: 6

        IconImage {
            source: Theme.icon("chat-file")
            sourceSize: Qt.size(Math.round(16 * Theme.scale), Math.round(16 * Theme.scale))
            color: Theme.quiet
        }

        Text {
            Layout.fillWidth: true
            text: chip.name
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            color: Theme.text
            font.pixelSize: Theme.small
        }

        Text {
            text: chip.size
            color: Theme.quiet
            font.pixelSize: Theme.small
        }

        CloseButton {
            implicitWidth: Math.round(28 * Theme.scale)
            implicitHeight: Math.round(28 * Theme.scale)
            text: qsTr("Leave out %1").arg(chip.name)
            onClicked: chip.removed()
        }
    }
}
