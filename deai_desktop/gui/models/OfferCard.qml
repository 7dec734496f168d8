// A model of our catalogue that is not here yet: what it is, whether it fits, and getting it.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: offer

    required property var viewModel
    required property string modelId
    required property string name
    required property string description
    required property string facts
    required property bool installed
    required property bool available
    required property bool changed
    required property bool newer
    required property string renewal
    required property string origin
    required property bool fits
    required property string needs
    required property string fit
    required property string basis
    required property string memory
    required property string download
    required property real part
    required property string progress
    required property string trouble
    required property string advice

    readonly property bool isWide: width >= 560 * Theme.scale

    padding: Theme.pad
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: [facts, description].filter(text => text !== "").join(". ")

    background: CardGround {}

    contentItem: ColumnLayout {
        spacing: Theme.gap + 4

        GridLayout {
            Layout.fillWidth: true
            columns: offer.isWide ? 2 : 1
            columnSpacing: Theme.pad
            rowSpacing: Theme.gap + 4

            ModelSummary {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                card: offer
            }

            DownloadButtons {
                Layout.alignment: Qt.AlignTop
                name: offer.name
                download: offer.download
                onWanted: offer.viewModel.download(offer.modelId)
                onPaused: offer.viewModel.pause(offer.modelId)
                onCancelled: offer.viewModel.cancel(offer.modelId)
            }
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: ["running", "queued", "paused"].includes(offer.download)
            name: qsTr("Downloading %1").arg(offer.name)
            part: offer.part
            paused: offer.download === "paused"
            text: offer.progress
        }

        Trouble {
            Layout.fillWidth: true
            visible: offer.download === "failed"
            title: qsTr("Download failed")
            reason: offer.trouble
            advice: offer.advice
        }
    }
}
