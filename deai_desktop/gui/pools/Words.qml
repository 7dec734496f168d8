// A sentence or two in a dialog.
import QtQuick
import QtQuick.Layouts
import "../components"

Text {
    Layout.fillWidth: true
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    lineHeight: 1.1
    color: Theme.text
    font.pixelSize: Theme.body
}
