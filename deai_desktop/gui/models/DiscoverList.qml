// The search: what the catalogue recommends, and what the hub finds.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ScrollPage {
    id: list

    required property var viewModel

    readonly property var discover: viewModel.discover

    function takeFocus(): void {
        search.forceActiveFocus(Qt.OtherFocusReason);
    }

    Component.onCompleted: list.viewModel.showOffers()

    GridLayout {
        Layout.fillWidth: true
        columns: width >= 560 * Theme.scale ? 2 : 1
        columnSpacing: Theme.pad
        rowSpacing: Theme.gap

        TextField {
            id: search

            objectName: "modelSearch"
            Layout.fillWidth: true
            placeholderText: qsTr("Search models, or paste a name like owner/model")
            maximumLength: 200
            text: list.discover.query
            onTextEdited: list.discover.query = text
            onAccepted: list.discover.enter()
            Accessible.name: qsTr("Search models")
            Keys.onEscapePressed: event => {
                event.accepted = text !== "";
                list.discover.query = "";
                text = "";
            }
        }

        RowLayout {
            spacing: Theme.gap

            RadioButton {
                objectName: "kindGguf"
                text: "GGUF"
                checked: list.discover.kind === "gguf"
                onClicked: list.discover.kind = "gguf"
                Accessible.name: qsTr("Models in GGUF format, for llama.cpp")
                ToolTip.text: Accessible.name
                ToolTip.visible: hovered
                ToolTip.delay: 500
            }

            RadioButton {
                objectName: "kindOnnx"
                text: "ONNX"
                checked: list.discover.kind === "onnx"
                onClicked: list.discover.kind = "onnx"
                Accessible.name: qsTr("Models in ONNX format, for ONNX Runtime")
                ToolTip.text: Accessible.name
                ToolTip.visible: hovered
                ToolTip.delay: 500
            }
        }
    }

    Label {
        Layout.fillWidth: true
        visible: list.discover.host !== ""
        text: qsTr("What you search for is sent to %1, and listed under Privacy.").arg(list.discover.host)
        textFormat: Text.PlainText
        color: Theme.quiet
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }

    SectionTitle {
        visible: offers.count > 0
        text: list.discover.isAsked ? qsTr("In our catalogue") : qsTr("Recommended for this PC")
    }

    Repeater {
        id: offers

        model: list.discover.offers

        delegate: OfferCard {
            objectName: "card " + modelId
            Layout.fillWidth: true
            viewModel: list.viewModel
        }
    }

    Button {
        objectName: "showAll"
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.gap
        visible: list.discover.hiddenOffers > 0
        text: qsTr("Show the whole catalogue (%1 more)").arg(list.discover.hiddenOffers)
        onClicked: list.discover.showAll()
    }

    EmptyState {
        objectName: "noOffers"
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        visible: offers.count === 0 && !list.discover.isAsked
        title: qsTr("The whole catalogue is on this PC")
        text: qsTr("Type above to look further.")
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.pad
        visible: list.discover.isAsked
        spacing: Theme.gap

        SectionTitle {
            Layout.topMargin: 0
            text: list.discover.host === "" ? qsTr("On the hub") : qsTr("On %1").arg(list.discover.host)
        }

        BusyIndicator {
            objectName: "searching"
            Layout.preferredWidth: Math.round(20 * Theme.scale)
            Layout.preferredHeight: Math.round(20 * Theme.scale)
            padding: 0
            visible: running
            running: list.discover.isSearching && list.visible
            Accessible.name: qsTr("Searching…")
        }
    }

    Label {
        objectName: "knownText"
        Layout.fillWidth: true
        visible: text !== "" && list.discover.isAsked
        text: list.discover.knownText
        textFormat: Text.PlainText
        color: Theme.warning
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }

    RowLayout {
        Layout.fillWidth: true
        visible: list.discover.problem.title !== ""
        spacing: Theme.pad

        Trouble {
            objectName: "searchProblem"
            Layout.fillWidth: true
            title: list.discover.problem.title
            reason: list.discover.problem.message
            advice: list.discover.problem.hint
        }

        Button {
            objectName: "searchAgain"
            text: qsTr("Try again")
            onClicked: list.discover.retry()
        }
    }

    EmptyState {
        objectName: "nothingFound"
        Layout.fillWidth: true
        visible: list.discover.foundNothing
        title: qsTr("Nothing found for “%1”").arg(list.discover.query.trim())
        text: list.discover.kind === "onnx"
            ? qsTr("Few models are published in ONNX format: try GGUF, or fewer words.")
            : qsTr("Try fewer words, or the name of a family, like Qwen or Gemma.")
    }

    Repeater {
        model: list.discover.results

        delegate: HubRow {
            objectName: "hub " + hubId
            Layout.fillWidth: true
            onClicked: list.discover.model.open(hubId)
        }
    }

    Button {
        objectName: "more"
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.gap
        visible: list.discover.hasMore
        enabled: !list.discover.isSearching
        text: qsTr("Show more")
        Accessible.name: qsTr("Show more models of the hub")
        onClicked: list.discover.more()
    }
}
