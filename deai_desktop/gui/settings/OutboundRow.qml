// One connection to another computer: why and when, where to and what came of it, what was told there.
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: row

    required property var connection

    objectName: "outboundRow"
    Layout.fillWidth: true
    spacing: 2

    Accessible.role: Accessible.ListItem
    Accessible.name: [connection.why, connection.when, connection.facts, connection.sent].filter(Boolean).join(", ")

    RowLayout {
        spacing: Theme.pad

        Text {
            Layout.fillWidth: true
            text: row.connection.why
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }

        Text {
            text: row.connection.when
            color: Theme.quiet
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    Text {
        Layout.fillWidth: true
        text: row.connection.facts
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: row.connection.failed ? Theme.danger : Theme.quiet
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }

    Text {
        Layout.fillWidth: true
        visible: text !== ""
        text: row.connection.sent
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.quiet
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
}
