// One model: what it is, how it stands, and what can be done with it.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: card

    required property var viewModel
    required property string modelId
    required property string name
    required property string description
    required property string facts
    required property bool installed
    required property bool available
    required property string path
    required property string removal
    required property bool fits
    required property string needs
    required property string memory
    required property bool isLoading
    required property real loadingPart
    required property string download
    required property real part
    required property string progress
    required property string trouble
    required property string advice

    readonly property bool isWide: width >= 560 * Theme.scale

    signal removeRequested

    padding: Theme.pad
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: [facts, description].filter(text => text !== "").join(". ")

    background: Rectangle {
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap + 4

        GridLayout {
            Layout.fillWidth: true
            columns: card.isWide ? 2 : 1
            columnSpacing: Theme.pad
            rowSpacing: Theme.gap + 4

            ModelSummary {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                card: card
            }

            ModelActions {
                Layout.alignment: Qt.AlignTop
                card: card
                viewModel: card.viewModel
            }
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: card.isLoading
            name: qsTr("Loading %1").arg(card.name)
            part: card.loadingPart
            indeterminate: visible && card.loadingPart <= 0
            text: qsTr("Loading into memory")
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: card.download === "running" || card.download === "queued" || card.download === "paused"
            name: qsTr("Downloading %1").arg(card.name)
            part: card.part
            paused: card.download === "paused"
            text: card.progress
        }

        Trouble {
            Layout.fillWidth: true
            visible: card.download === "failed"
            title: qsTr("Download failed")
            reason: card.trouble
            advice: card.advice
        }
    }
}
