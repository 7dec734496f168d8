// One pool: how this PC stands with it, its hub, who belongs to it, and what can be done.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: card

    required property var viewModel
    required property string key
    required property string name
    required property string standing
    required property string standingText
    required property string reason
    required property string about
    required property string deviceName
    required property bool isFounder
    required property string listens
    required property var people
    required property var hubs
    required property var lending
    required property bool mayAsk
    required property bool knowsRisk
    required property bool isBusy

    readonly property var tints: ({ online: Theme.good, offline: Theme.warning, refused: Theme.danger })
    readonly property bool isWide: width >= 520 * Theme.scale

    signal renameWanted
    signal deviceRenameWanted
    signal reachWanted
    signal leaveWanted
    signal removalWanted(device: string, member: string)
    signal hubRemovalWanted(hub: string, name: string)

    padding: Theme.pad
    Accessible.role: Accessible.ListItem
    Accessible.name: card.name
    Accessible.description: [card.standingText, card.about, card.reason].filter(Boolean).join(". ")

    background: CardGround {}

    contentItem: ColumnLayout {
        spacing: 12

        GridLayout {
            Layout.fillWidth: true
            columns: card.isWide ? 2 : 1
            columnSpacing: Theme.pad
            rowSpacing: Theme.gap

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                RowLayout {
                    Layout.fillWidth: true
                    spacing: 10

                    Label {
                        Layout.fillWidth: true
                        Layout.maximumWidth: implicitWidth + 1
                        text: card.name
                        textFormat: Text.PlainText
                        wrapMode: Text.Wrap
                        color: Theme.text
                        font.pixelSize: Theme.large
                        font.weight: Font.DemiBold
                        Accessible.role: Accessible.Heading
                    }

                    Badge {
                        objectName: "standing"
                        tint: card.tints[card.standing] ?? Theme.quiet
                        text: card.standingText
                    }

                    Item {
                        Layout.fillWidth: true
                    }
                }

                Text {
                    Layout.fillWidth: true
                    text: card.about
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    color: Theme.quiet
                    font.pixelSize: Theme.body
                }
            }

            Button {
                objectName: "invite"
                Layout.alignment: Qt.AlignTop
                visible: card.isFounder
                highlighted: true
                text: qsTr("Invite somebody")
                font.pixelSize: Theme.body
                Accessible.name: qsTr("Invite somebody to %1").arg(card.name)
                onClicked: card.viewModel.invite(card.key)
            }
        }

        Trouble {
            objectName: "poolTrouble"
            Layout.fillWidth: true
            visible: card.reason !== "" && card.standing !== "connecting"
            reason: card.reason
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: card.isBusy
            name: qsTr("Changing %1").arg(card.name)
            indeterminate: visible
            text: qsTr("One moment…")
        }

        Fact {
            name: qsTr("This PC is called")
            value: card.deviceName

            Button {
                objectName: "renameThisPc"
                text: qsTr("Rename")
                font.pixelSize: Theme.body
                Accessible.name: qsTr("Call this PC otherwise in %1").arg(card.name)
                onClicked: card.deviceRenameWanted()
            }
        }

        PoolTrust {
            visible: card.mayAsk
            poolName: card.name
            knowsRisk: card.knowsRisk
            onWanted: card.viewModel.trust(card.key)
            onTakenBack: card.viewModel.trustNoLonger(card.key)
        }

        PoolLending {
            Layout.fillWidth: true
            lending: card.lending
            poolName: card.name
        }

        PoolPeople {
            Layout.fillWidth: true
            people: card.people
            onRemovalWanted: (device, name) => card.removalWanted(device, name)
        }

        PoolHubs {
            Layout.fillWidth: true
            hubs: card.hubs
            poolName: card.name
            listens: card.listens
            onReachWanted: card.reachWanted()
            onAdditionWanted: card.viewModel.inviteHub(card.key)
            onRemovalWanted: (hub, name) => card.hubRemovalWanted(hub, name)
        }

        Flow {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            spacing: Theme.gap

            Button {
                objectName: "renamePool"
                visible: card.isFounder
                text: qsTr("Rename the pool")
                font.pixelSize: Theme.body
                Accessible.name: qsTr("Rename the pool %1").arg(card.name)
                onClicked: card.renameWanted()
            }

            Button {
                objectName: "leavePool"
                text: card.isFounder ? qsTr("End the pool") : qsTr("Leave the pool")
                font.pixelSize: Theme.body
                Accessible.name: card.isFounder ? qsTr("End the pool %1").arg(card.name) : qsTr("Leave the pool %1").arg(card.name)
                onClicked: card.leaveWanted()
            }
        }
    }
}
