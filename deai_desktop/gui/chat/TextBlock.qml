// A paragraph, a list, a heading or a quote.
import QtQuick
import "../components"

Item {
    id: item

    required property var block
    required property string textStyle
    required property var formulas
    readonly property bool isHeading: block.kind === "heading"
    readonly property bool isQuote: block.kind === "quote"

    implicitHeight: text.implicitHeight + (isHeading ? 6 : 0)

    Rectangle {
        visible: item.isQuote
        width: 3
        height: parent.height
        radius: 1.5
        color: Theme.stroke
    }

    RichText {
        id: text

        y: item.isHeading ? 6 : 0
        x: item.isQuote ? 14 : 0
        width: item.width - x
        html: item.textStyle + item.block.html
        formulas: item.formulas
        color: item.isQuote ? Theme.quiet : Theme.text
        font.pixelSize: item.isHeading ? Theme.body + Math.max(1, 8 - 2 * item.block.level) : Theme.body
        font.weight: item.isHeading ? Font.DemiBold : Font.Normal
        Accessible.role: item.isHeading ? Accessible.Heading : Accessible.StaticText
    }
}
