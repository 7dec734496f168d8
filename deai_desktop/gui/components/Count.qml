// How many of something there are, in a small coloured round.
import QtQuick

Rectangle {
    id: count

    property int number: 0

    implicitWidth: Math.max(implicitHeight, text.implicitWidth + 8)
    implicitHeight: text.implicitHeight + 2
    radius: height / 2
    color: Theme.accent

    Text {
        id: text

        anchors.centerIn: parent
        text: count.number
        color: Theme.accentText
        font.pixelSize: Math.round(11 * Theme.scale)
        font.weight: Font.DemiBold
    }
}
