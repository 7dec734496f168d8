// The buttons of a model's card: only those that make sense now.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

RowLayout {
    id: actions

    required property var card // a ModelCard
    required property var viewModel

    readonly property bool usable: card.installed && card.available
    readonly property bool offered: !card.installed && card.download === ""

    spacing: Theme.gap

    Button {
        objectName: "chat"
        visible: actions.usable
        highlighted: true
        text: qsTr("Chat")
        Accessible.name: qsTr("Chat with %1").arg(actions.card.name)
        onClicked: actions.viewModel.chat(actions.card.modelId)
    }

    Button {
        objectName: "load"
        visible: actions.usable && actions.card.memory === ""
        enabled: !actions.card.isLoading
        text: qsTr("Load")
        Accessible.name: qsTr("Load %1 into memory").arg(actions.card.name)
        onClicked: actions.viewModel.load(actions.card.modelId)
    }

    Button {
        objectName: "unload"
        visible: actions.usable && actions.card.memory !== ""
        text: qsTr("Unload")
        Accessible.name: qsTr("Free the memory of %1").arg(actions.card.name)
        onClicked: actions.viewModel.unload(actions.card.modelId)
    }

    Button {
        objectName: "remove"
        visible: actions.card.installed
        implicitWidth: implicitHeight
        leftPadding: 6
        rightPadding: 6
        display: AbstractButton.IconOnly
        text: qsTr("Remove")
        icon.source: Theme.icon("trash")
        icon.color: Theme.text
        icon.width: Math.round(16 * Theme.scale)
        icon.height: Math.round(16 * Theme.scale)
        Accessible.name: qsTr("Remove %1").arg(actions.card.name)
        ToolTip.text: text
        ToolTip.visible: hovered
        ToolTip.delay: 500
        onClicked: actions.card.removeRequested()
    }

    Button {
        objectName: "download"
        visible: actions.offered
        text: qsTr("Download")
        icon.source: Theme.icon("download")
        icon.color: Theme.text
        icon.width: Math.round(16 * Theme.scale)
        icon.height: Math.round(16 * Theme.scale)
        Accessible.name: qsTr("Download %1").arg(actions.card.name)
        onClicked: actions.viewModel.download(actions.card.modelId)
    }

    Button {
        objectName: "pause"
        visible: actions.card.download === "running" || actions.card.download === "queued"
        text: qsTr("Pause")
        Accessible.name: qsTr("Pause the download of %1").arg(actions.card.name)
        onClicked: actions.viewModel.pause(actions.card.modelId)
    }

    Button {
        objectName: "resume"
        visible: actions.card.download === "paused" || actions.card.download === "failed"
        text: actions.card.download === "failed" ? qsTr("Try again") : qsTr("Resume")
        Accessible.name: actions.card.download === "failed"
            ? qsTr("Try the download of %1 again").arg(actions.card.name)
            : qsTr("Resume the download of %1").arg(actions.card.name)
        onClicked: actions.viewModel.download(actions.card.modelId)
    }

    Button {
        objectName: "cancel"
        visible: actions.card.download !== ""
        text: qsTr("Cancel")
        Accessible.name: qsTr("Cancel the download of %1").arg(actions.card.name)
        onClicked: actions.viewModel.cancel(actions.card.modelId)
    }
}
