// What is known of a thing, with its name above it, and perhaps a control beside it.
import QtQuick
import QtQuick.Layouts
import "../components"

RowLayout {
    id: fact

    required property string name
    required property string value
    property string trouble: ""

    Layout.fillWidth: true
    spacing: Theme.pad

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
