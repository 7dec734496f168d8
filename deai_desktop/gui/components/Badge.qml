// A word or two about a thing, in a coloured outline.
import QtQuick
import QtQuick.Controls

Label {
    id: badge

    property color tint: Theme.quiet

    color: badge.tint
    textFormat: Text.PlainText
    font.pixelSize: Theme.small
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    topPadding: 2
    bottomPadding: 2

    background: Rectangle {
        radius: height / 2
        color: Qt.alpha(badge.tint, 0.1)
        border.color: Qt.alpha(badge.tint, 0.45)
    }
}
