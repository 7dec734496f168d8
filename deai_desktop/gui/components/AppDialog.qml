// A dialog whose ground is painted without shader effects: the style's own stays invisible where there is no GPU.
import QtQuick
import QtQuick.Controls

Dialog {
    id: dialog

    property int wished: 420

    modal: true
    anchors.centerIn: Overlay.overlay
    width: Math.min(wished * Theme.scale, (Overlay.overlay?.width ?? wished) - 2 * Theme.wide)
    font.pixelSize: Theme.body
    leftInset: 0
    topInset: 0
    rightInset: 0
    bottomInset: 0

    header: Item {
        implicitHeight: heading.implicitHeight
        visible: dialog.title !== ""

        Label {
            id: heading

            width: dialog.width
            text: dialog.title
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            padding: Theme.wide
            bottomPadding: 0
            color: Theme.text
            font.pixelSize: Theme.large
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.contrast ? Theme.stroke : Theme.dark ? "#4a4a4a" : "#c8c8c8"
    }
}
