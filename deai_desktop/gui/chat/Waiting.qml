// Tells that an answer is on its way: the model is being loaded, or it writes.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: waiting

    required property real part
    required property string modelName
    readonly property bool isLoading: part >= 0

    function accompany() {
        dots.accompany();
    }

    spacing: 6

    RowLayout {
        spacing: Theme.gap

        WritingDots {
            id: dots
        }

        Text {
            text: waiting.isLoading ? qsTr("Loading %1… %2 %").arg(waiting.modelName).arg(Math.round(waiting.part * 100)) : qsTr("Writing…")
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.small
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    ProgressBar {
        Layout.maximumWidth: 260
        Layout.fillWidth: true
        visible: waiting.isLoading
        value: Math.max(0, waiting.part)
        Accessible.name: qsTr("Loading the model")
    }
}
