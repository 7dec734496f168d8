// What did not work, in place: why, and what to do about it.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Layouts

RowLayout {
    id: trouble

    property string title: ""
    property string reason: ""
    property string advice: ""

    spacing: Theme.gap
    Accessible.role: Accessible.AlertMessage
    Accessible.name: [title, reason, advice].filter(part => part !== "").join(" ")

    IconImage {
        Layout.alignment: Qt.AlignTop
        source: Theme.icon("warning")
        sourceSize: Qt.size(Math.round(20 * Theme.scale), Math.round(20 * Theme.scale))
        color: Theme.danger
    }

    ColumnLayout {
        spacing: 2

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: trouble.title
            textFormat: Text.PlainText
            color: Theme.danger
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: trouble.reason
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.body
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: trouble.advice
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.body
            wrapMode: Text.Wrap
        }
    }
}
