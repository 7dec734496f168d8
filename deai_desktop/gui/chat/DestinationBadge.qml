// Says where an answer was made.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import "../components"

Rectangle {
    id: badge

    required property string destination
    readonly property bool isInWsl: destination.startsWith("WSL: ") // which is on this PC, too
    readonly property bool isHere: destination === "this-pc" || isInWsl
    readonly property string pool: /^Pool “(.*)”$/.exec(destination)?.[1] ?? "" // nobody in it has claimed the answer yet
    readonly property string place: destination === "this-pc" ? qsTr("This PC") : pool !== "" ? qsTr("Pool “%1”").arg(pool) : destination

    visible: destination !== ""
    implicitWidth: Math.ceil(icon.width + row.spacing + label.implicitWidth) + 15
    implicitHeight: row.implicitHeight + 4
    radius: height / 2
    color: "transparent"
    border.color: isHere ? Theme.good : Theme.warning
    Accessible.role: Accessible.StaticText
    Accessible.name: isInWsl ? qsTr("Answered on this PC, in %1; nothing left it").arg(place)
        : isHere ? qsTr("Answered on this PC; nothing left it") : qsTr("Answered by %1").arg(place)

    HoverHandler {
        id: hover
    }

    ToolTip.text: Accessible.name
    ToolTip.visible: hover.hovered
    ToolTip.delay: 500

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 4

        IconImage {
            id: icon

            anchors.verticalCenter: parent.verticalCenter
            source: Theme.icon(badge.isHere ? "this-pc" : "rail-pools")
            sourceSize: Qt.size(Math.round(12 * Theme.scale), Math.round(12 * Theme.scale))
            color: badge.isHere ? Theme.good : Theme.warning
        }

        Text {
            id: label

            width: Math.min(implicitWidth, badge.width - icon.width - row.spacing - 14)
            elide: Text.ElideRight
            text: badge.place
            textFormat: Text.PlainText
            color: badge.isHere ? Theme.good : Theme.warning
            font.pixelSize: Theme.small - 1
        }
    }
}
