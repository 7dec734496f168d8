// What leaves this PC: the list of every connection that DeAI made to other computers, and what never leaves.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Section {
    id: section

    required property var viewModel

    readonly property var outbound: viewModel.outbound
    readonly property bool asksPools: viewModel.values["pools.when_needed"]?.value ?? false
    readonly property bool isOpenToNetwork: viewModel.values["api.lan"]?.value ?? false

    title: qsTr("Privacy")
    about: qsTr("DeAI connects to other computers only for searches and downloads you start and for pools you joined, and lists each connection here. No account, no statistics, no search for updates unless you turn it on.")

    SettingCard {
        title: qsTr("Your chats and files")
        about: qsTr("They stay in %1, and models of this PC answer here. When you choose a model of a pool, the conversation goes to the member who works on it, sealed.").arg(section.viewModel.status.dataFolder || qsTr("DeAI's folder"))
    }

    SettingCard {
        enabled: section.viewModel.values["pools.when_needed"] !== undefined
        title: qsTr("Ask a pool when this PC is too small or too busy")
        about: qsTr("This PC goes first. When a model is not on it, too big for its memory, or would be finished clearly sooner elsewhere, a pool that you agreed to is asked for the same model. Each answer says who gave it.")

        Switch {
            objectName: "poolsWhenNeeded"
            checked: section.asksPools
            Accessible.name: qsTr("Ask a pool when this PC is too small or too busy")
            onToggled: {
                section.viewModel.change("pools.when_needed", checked);
                checked = Qt.binding(() => section.asksPools); // it moves when the node has agreed
            }
        }
    }

    SettingCard {
        title: qsTr("The local API")
        about: section.isOpenToNetwork
            ? qsTr("You let other computers on your network in. Each needs a key; nothing is encrypted.")
            : qsTr("It listens to programs on this PC only and asks each for a key.")
    }

    SettingCard {
        title: qsTr("Secrets")
        about: section.viewModel.status.hasVault
            ? qsTr("Keys are kept in your system's vault: %1.").arg(section.viewModel.status.vault || "…")
            : qsTr("Your system offers no vault right now, so no keys are kept at all.")
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.pad
        spacing: Theme.gap

        Text {
            Layout.fillWidth: true
            text: qsTr("What left this PC")
            color: Theme.text
            font.pixelSize: Theme.large
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Button {
            objectName: "clearOutbound"
            visible: section.outbound.rows.length > 0
            text: qsTr("Clear")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Clear the list of what left this PC")
            onClicked: clearing.open()
        }
    }

    SettingCard {
        objectName: "nothingLeft"
        visible: section.outbound.isKnown && section.outbound.rows.length === 0
        title: section.outbound.wasCleared ? qsTr("Nothing has left this PC since this list was cleared.")
            : qsTr("Nothing has left this PC.")
        about: qsTr("When you search or download a model, you see here where from.")
    }

    Rectangle {
        Layout.fillWidth: true
        visible: section.outbound.rows.length > 0
        implicitHeight: rows.implicitHeight + 2 * 12
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke

        ColumnLayout {
            id: rows

            anchors.fill: parent
            anchors.margins: 12
            anchors.leftMargin: Theme.pad
            anchors.rightMargin: Theme.pad
            spacing: 12

            Repeater {
                model: section.outbound.rows

                delegate: OutboundRow {
                    required property var modelData

                    connection: modelData
                }
            }
        }
    }

    Button {
        objectName: "moreOutbound"
        visible: section.outbound.hasMore
        text: qsTr("Show older ones")
        font.pixelSize: Theme.body
        onClicked: section.outbound.showMore()
    }

    ConfirmDialog {
        id: clearing

        objectName: "clearOutboundDialog"
        title: qsTr("Clear this list?")
        text: qsTr("You can't see afterwards where DeAI has connected to. Models you downloaded stay.")
        action: qsTr("Clear")
        onAccepted: section.outbound.clear()
    }
}
