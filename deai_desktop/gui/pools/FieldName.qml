// The name above something to fill in or to choose; screen readers hear it from that.
import QtQuick
import QtQuick.Layouts
import "../components"

Text {
    Layout.fillWidth: true
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: Theme.text
    font.pixelSize: Theme.body
    Accessible.ignored: true
}
