// A progress bar with what it means beneath it; the same words are read out.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

ColumnLayout {
    id: line

    required property string name // what is going on, for screen readers
    property real part: 0
    property bool indeterminate: false
    property bool paused: false
    property string text: ""

    spacing: Theme.gap / 2

    ProgressBar {
        Layout.fillWidth: true
        value: line.part
        indeterminate: line.indeterminate
        opacity: line.paused ? 0.5 : 1
        Accessible.name: line.name
        Accessible.description: line.text
    }

    Label {
        Layout.fillWidth: true
        visible: text !== ""
        text: line.text
        textFormat: Text.PlainText
        color: Theme.quiet
        font.pixelSize: Theme.small
        elide: Text.ElideRight
    }
}
