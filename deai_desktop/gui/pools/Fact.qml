// What is known of a thing, with its name above it, and perhaps a control beside it, or below where there is little room.
import QtQuick
import QtQuick.Layouts
import "../components"

GridLayout {
    id: fact

    required property string name
    required property string value
    property string trouble: ""

    readonly property real beside: visibleChildren.length > 1 ? visibleChildren[1].implicitWidth : 0

    Layout.fillWidth: true
    columns: beside > 0.45 * width ? 1 : 2
    columnSpacing: Theme.pad
    rowSpacing: 6

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 1

        Accessible.role: Accessible.StaticText
        Accessible.name: [fact.name, fact.value, fact.trouble].filter(Boolean).join(", ")

        Text {
            Layout.fillWidth: true
            text: fact.name
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.quiet
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }

        Text {
            Layout.fillWidth: true
            text: fact.value
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }

        Text {
            Layout.fillWidth: true
            visible: text !== ""
            text: fact.trouble
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.danger
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }
    }
}
