// What stands in place of installed models: that they are being asked for, can't be, or that there are none.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: empty

    required property var viewModel

    readonly property bool isWaiting: !viewModel.isFetched

    visible: isWaiting || viewModel.installed.length === 0
    padding: Theme.wide

    background: Rectangle {
        radius: Theme.radius
        color: Theme.layer
        border.color: Theme.stroke
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap

        BusyIndicator {
            Layout.alignment: Qt.AlignHCenter
            visible: running
            running: empty.isWaiting && empty.viewModel.problem === ""
            Accessible.name: title.text
        }

        Label {
            id: title

            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: {
                if (!empty.isWaiting)
                    return qsTr("No model on this PC yet");
                return empty.viewModel.problem === "" ? qsTr("Looking at your models…") : qsTr("The models can't be shown");
            }
            color: Theme.text
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: empty.isWaiting ? empty.viewModel.problem : qsTr("Download one below, or drop a .gguf file on this page.")
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.body
            wrapMode: Text.Wrap
        }
    }
}
