// One model on this PC: what it is, how it stands and runs, and what can be done with it.
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
    required property bool isAdapter
    required property bool available
    required property bool changed
    required property bool newer
    required property string renewal
    required property bool heldBack
    required property string crashes
    required property bool isImported
    required property string path
    required property string origin
    required property bool fits
    required property string needs
    required property string fit
    required property string basis
    required property string memory
    required property string fallback
    required property bool isLoading
    required property real loadingPart
    required property string download
    required property real part
    required property string progress
    required property string trouble
    required property string advice

    readonly property bool isWide: width >= 560 * Theme.scale
    readonly property bool isMissing: installed && !available
    readonly property bool isMeasured: viewModel.measuring.model === modelId
    readonly property real checkedPart: viewModel.files.checking.parts[modelId] ?? -1
    readonly property bool isChecked: checkedPart >= 0

    signal locateRequested

    padding: Theme.pad
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: [facts, fit, description].filter(text => text !== "").join(". ")

    background: CardGround {}

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

        Button {
            objectName: "measure"
            Layout.topMargin: -Theme.gap / 2
            visible: card.installed && card.available && !card.isAdapter && card.basis === "" && !card.isMeasured
            enabled: card.viewModel.measuring.model === "" && !card.isLoading
            text: qsTr("Measure speed (20 s)")
            Accessible.name: qsTr("Measure how fast %1 is on this PC").arg(card.name)
            onClicked: card.viewModel.measuring.measure(card.modelId)
        }

        Trouble {
            objectName: "missing"
            Layout.fillWidth: true
            visible: card.isMissing && card.download === ""
            title: card.changed ? qsTr("The file has changed since it was added") : qsTr("The file is not where it was")
            reason: card.path
            advice: card.changed ? qsTr("It is not used any more. Remove the model here and get it anew.")
                : card.isImported
                ? qsTr("Connect the drive that it lies on and look again, or choose the file where it is now.")
                : qsTr("Connect the drive that it lies on and look again, or download it again.")
        }

        Trouble {
            objectName: "fallback"
            Layout.fillWidth: true
            visible: card.fallback !== ""
            title: qsTr("It runs on the processor: the graphics card could not load it")
            reason: card.fallback
        }

        Trouble {
            objectName: "heldBack"
            Layout.fillWidth: true
            visible: card.heldBack && card.available
            title: qsTr("It crashed twice and is held back")
            reason: card.crashes
            advice: qsTr("It is not loaded until you want it tried again, or until a check finds its file in order.")
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: card.isLoading
            name: qsTr("Loading %1").arg(card.name)
            part: card.loadingPart
            indeterminate: visible && card.loadingPart <= 0
            text: qsTr("Loading into memory")
        }

        RowLayout {
            visible: card.isMeasured
            spacing: Theme.pad

            ProgressLine {
                Layout.fillWidth: true
                name: qsTr("Measuring %1").arg(card.name)
                part: card.viewModel.measuring.part
                text: qsTr("Measuring how fast it answers on this PC; about 20 seconds")
            }

            Button {
                objectName: "cancelMeasuring"
                text: qsTr("Cancel")
                Accessible.name: qsTr("Stop measuring %1").arg(card.name)
                onClicked: card.viewModel.measuring.cancel()
            }
        }

        RowLayout {
            visible: card.isChecked
            spacing: Theme.pad

            ProgressLine {
                Layout.fillWidth: true
                name: qsTr("Checking %1").arg(card.name)
                part: Math.max(0, card.checkedPart)
                indeterminate: card.isChecked && card.checkedPart <= 0
                text: qsTr("Reading the whole file and comparing its checksum")
            }

            Button {
                objectName: "cancelChecking"
                text: qsTr("Cancel")
                Accessible.name: qsTr("Stop checking %1").arg(card.name)
                onClicked: card.viewModel.files.checking.cancel(card.modelId)
            }
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
