// How a model runs on this PC, with where that is known from.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Layouts
import "../components"

RowLayout {
    id: line

    property string text: ""
    property string basis: ""

    spacing: 6

    IconImage {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 1
        source: Theme.icon("measure")
        sourceSize: Qt.size(Math.round(16 * Theme.scale), Math.round(16 * Theme.scale))
        color: Theme.quiet
        Accessible.ignored: true
    }

    ColumnLayout {
        spacing: 1

        Label {
            objectName: "fit"
            Layout.fillWidth: true
            text: line.text
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: line.basis
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }
    }
}
