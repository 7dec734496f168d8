// The models on this PC, the folder that they lie in, and those of other programs.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ScrollPage {
    id: part

    required property var viewModel
    signal discoverWanted

    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap
        layoutDirection: Qt.LeftToRight

        SymbolButton {
            objectName: "import"
            symbol: "file-add"
            text: qsTr("Add a file")
            Accessible.description: qsTr("Add a model in GGUF format from this PC, or drop it on this page.")
            ToolTip.text: qsTr("Add a .gguf file from this PC, or drop it on this page")
            ToolTip.visible: hovered
            ToolTip.delay: 500
            onClicked: fileDialog.open()
        }

        SymbolButton {
            objectName: "find"
            symbol: "found"
            text: qsTr("Found on this PC")
            Accessible.description: qsTr("Use models that LM Studio, Ollama, Jan, GPT4All or the Hugging Face cache hold.")
            ToolTip.text: Accessible.description
            ToolTip.visible: hovered
            ToolTip.delay: 500
            onClicked: foundDialog.begin()
        }

        SymbolButton {
            objectName: "lookForNewer"
            symbol: "chat-regenerate"
            visible: part.viewModel.installed.length > 0
            enabled: !part.viewModel.files.newer.isLooking
            text: qsTr("Look for newer versions")
            Accessible.description: qsTr("Ask the hub whether it has newer versions of the models that came from there. Nothing is downloaded.")
            ToolTip.text: Accessible.description
            ToolTip.visible: hovered
            ToolTip.delay: 500
            onClicked: part.viewModel.files.newer.look()
        }
    }

    EmptyModels {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        viewModel: part.viewModel
        hasCards: cards.count > 0
        onDiscoverWanted: part.discoverWanted()
    }

    Repeater {
        id: cards

        model: part.viewModel.models

        delegate: ModelCard {
            id: card

            objectName: "card " + modelId
            Layout.fillWidth: true
            viewModel: part.viewModel
            onLocateRequested: {
                locateDialog.modelId = card.modelId;
                locateDialog.open();
            }
        }
    }

    FolderCard {
        Layout.fillWidth: true
        Layout.topMargin: Theme.pad
        library: part.viewModel.library
        isOnThisPc: part.viewModel.files.isOnThisPc
    }

    ModelFileDialog {
        id: fileDialog

        onAccepted: part.viewModel.importFile(selectedFile)
    }

    ModelFileDialog {
        id: locateDialog

        property string modelId: ""

        objectName: "locateDialog"
        onAccepted: part.viewModel.files.locate(modelId, selectedFile)
    }

    FoundDialog {
        id: foundDialog

        objectName: "foundDialog"
        library: part.viewModel.library
    }

    ConfirmDialog {
        id: removeDialog

        property string modelId: ""

        objectName: "removeDialog"
        action: qsTr("Remove")
        onAccepted: part.viewModel.files.remove(modelId)
    }

    Connections {
        target: part.viewModel.files

        function onRemovalAsked(modelId: string, name: string, text: string) {
            removeDialog.modelId = modelId;
            removeDialog.title = qsTr("Remove %1?").arg(name);
            removeDialog.text = text;
            removeDialog.open();
        }
    }
}
