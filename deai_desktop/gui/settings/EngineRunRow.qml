// One run of an engine: which model and when, on what and how fast, how it ended, what the library said.
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: row

    required property var run

    objectName: "engineRunRow"
    Layout.fillWidth: true
    spacing: 2

    Accessible.role: Accessible.ListItem
    Accessible.name: [run.model, run.when, run.facts, run.end, run.lines].filter(Boolean).join(", ")

    RowLayout {
        spacing: Theme.pad

        Text {
            Layout.fillWidth: true
            text: row.run.model
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }

        Text {
            text: row.run.when
            color: Theme.quiet
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    Text {
        Layout.fillWidth: true
        text: row.run.facts
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.quiet
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }

    Text {
        Layout.fillWidth: true
        text: row.run.end
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: row.run.failed ? Theme.danger : Theme.quiet
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }

    Text {
        Layout.fillWidth: true
        visible: row.run.failed && text !== ""
        text: row.run.lines
        textFormat: Text.PlainText
        wrapMode: Text.WrapAnywhere
        color: Theme.quiet
        font.family: Theme.monospace.split(",")[0]
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
}
