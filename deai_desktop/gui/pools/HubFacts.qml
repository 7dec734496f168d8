// What is known of a hub: its name with how it is, and below that the rest.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: facts

    required property string name
    required property string condition // one of the states of a hub
    required property string conditionText
    required property var details // lines; empty ones are left out
    required property string problem

    readonly property var tints: ({ running: Theme.good, reachable: Theme.good, stopped: Theme.danger, away: Theme.danger })

    Layout.fillWidth: true
    spacing: 1

    RowLayout {
        Layout.fillWidth: true
        spacing: 10

        Text {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth + 1
            text: facts.name
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }

        Badge {
            objectName: "hubState"
            visible: text !== ""
            tint: facts.tints[facts.condition] ?? Theme.quiet
            text: facts.conditionText
            Accessible.ignored: true
        }

        Item {
            Layout.fillWidth: true
        }
    }

    Repeater {
        model: facts.details

        delegate: Text {
            required property string modelData

            Layout.fillWidth: true
            visible: text !== ""
            text: modelData
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.quiet
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    Text {
        Layout.fillWidth: true
        visible: text !== ""
        text: facts.problem
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.danger
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
}
