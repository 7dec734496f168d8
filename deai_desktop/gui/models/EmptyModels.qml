// What stands in place of installed models: that they are being asked for, can't be, or that there are none.
import "../components"

EmptyState {
    id: empty

    objectName: "emptyModels"

    required property var viewModel
    required property bool hasCards
    signal discoverWanted

    readonly property bool isUnknown: !viewModel.isFetched

    visible: isUnknown || !hasCards
    isWaiting: isUnknown && viewModel.problem === ""
    title: {
        if (!isUnknown)
            return qsTr("No model on this PC yet");
        return viewModel.problem === "" ? qsTr("Looking at your models…") : qsTr("The models can't be shown");
    }
    text: isUnknown ? viewModel.problem : qsTr("Discover one that fits this PC, or drop a .gguf file on this page.")
    action: isUnknown ? "" : qsTr("Discover models")
    onActed: empty.discoverWanted()
}
