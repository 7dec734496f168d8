// The buttons of an installed model's card: only those that make sense now; the rarer ones are in a menu.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

RowLayout {
    id: actions

    required property var card // a ModelCard
    required property var viewModel

    readonly property bool usable: card.installed && card.available
    readonly property bool loadable: usable && !card.isAdapter && !card.heldBack
    readonly property bool canBeHad: card.isMissing && !card.isImported && card.download === ""

    spacing: Theme.gap

    Button {
        objectName: "chat"
        visible: actions.loadable
        highlighted: true
        text: qsTr("Chat")
        Accessible.name: qsTr("Chat with %1").arg(actions.card.name)
        onClicked: actions.viewModel.chat(actions.card.modelId)
    }

    Button {
        objectName: "load"
        visible: actions.loadable && actions.card.memory === ""
        enabled: !actions.card.isLoading && !actions.card.isMeasured
        text: qsTr("Load")
        Accessible.name: qsTr("Load %1 into memory").arg(actions.card.name)
        onClicked: actions.viewModel.load(actions.card.modelId)
    }

    Button {
        objectName: "tryAgain"
        visible: actions.usable && actions.card.heldBack
        text: qsTr("Try again")
        Accessible.name: qsTr("Load %1 again although it crashed").arg(actions.card.name)
        onClicked: actions.viewModel.tryAgain(actions.card.modelId)
    }

    Button {
        objectName: "unload"
        visible: actions.usable && actions.card.memory !== ""
        text: qsTr("Unload")
        Accessible.name: qsTr("Free the memory of %1").arg(actions.card.name)
        onClicked: actions.viewModel.unload(actions.card.modelId)
    }

    Button {
        objectName: "lookAgain"
        visible: actions.card.isMissing && !actions.card.changed && actions.card.download === ""
        text: qsTr("Look again")
        Accessible.name: qsTr("Look again for the file of %1").arg(actions.card.name)
        onClicked: actions.viewModel.refresh()
    }

    Button {
        objectName: "locate"
        visible: actions.card.isMissing && !actions.card.changed && actions.card.isImported
        text: qsTr("Choose the file…")
        Accessible.name: qsTr("Choose the file of %1").arg(actions.card.name)
        onClicked: actions.card.locateRequested()
    }

    SymbolButton {
        objectName: "download"
        visible: actions.canBeHad
        symbol: "download"
        text: qsTr("Download again")
        Accessible.name: qsTr("Download %1 again").arg(actions.card.name)
        onClicked: actions.viewModel.download(actions.card.modelId)
    }

    IconButton {
        id: more

        objectName: "more"
        visible: actions.usable
        symbol: "chat-more"
        text: qsTr("More for %1").arg(actions.card.name)
        onClicked: menu.popup(more, 0, more.height)

        AppMenu {
            id: menu

            objectName: "modelMenu"

            MenuItem {
                objectName: "measureAgain"
                enabled: actions.viewModel.measuring.model === "" && !actions.card.isAdapter
                text: qsTr("Measure speed (20 s)")
                onTriggered: actions.viewModel.measuring.measure(actions.card.modelId)
            }

            MenuItem {
                objectName: "verify"
                enabled: !actions.card.isChecked
                text: qsTr("Check the file")
                onTriggered: actions.viewModel.files.checking.begin(actions.card.modelId)
            }

            MenuItem {
                objectName: "getNewer"
                enabled: actions.card.newer && actions.card.renewal === ""
                height: enabled ? implicitHeight : 0
                visible: enabled
                text: qsTr("Get the newer version")
                onTriggered: actions.viewModel.files.newer.get(actions.card.modelId)
            }

            MenuItem {
                objectName: "showInFolder"
                enabled: actions.viewModel.files.isOnThisPc
                text: qsTr("Show in folder")
                onTriggered: actions.viewModel.files.showInFolder(actions.card.modelId)
            }
        }
    }

    IconButton {
        objectName: "remove"
        symbol: "trash"
        text: qsTr("Remove %1").arg(actions.card.name)
        onClicked: actions.viewModel.files.askRemoval(actions.card.modelId)
    }
}
