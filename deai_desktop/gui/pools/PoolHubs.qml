// Where a pool's members meet: its hubs, how each is, and what more or fewer of them would mean.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: list

    required property var hubs // a HubsViewModel
    required property string poolName
    required property string listens // who reaches the hub on this PC; empty where there is none
    signal reachWanted
    signal additionWanted
    signal removalWanted(hub: string, name: string)

    spacing: 2

    SectionTitle {
        Layout.topMargin: Theme.gap
        text: list.hubs.count > 1 ? qsTr("Hubs, where the members meet (%1)").arg(list.hubs.count) : qsTr("Hub, where the members meet")
    }

    Repeater {
        model: list.hubs.hubs

        delegate: HubLine {
            id: line

            objectName: "hub " + name
            poolName: list.poolName
            listens: list.listens
            onReachWanted: list.reachWanted()
            onRemovalWanted: list.removalWanted(line.hub, line.name)
        }
    }

    Trouble {
        objectName: "hubsTrouble"
        Layout.fillWidth: true
        Layout.topMargin: 4
        visible: list.hubs.trouble !== ""
        reason: list.hubs.trouble
    }

    Caution {
        objectName: "hubsCaution"
        Layout.topMargin: 6
        visible: text !== ""
        text: list.hubs.caution
    }

    Text {
        objectName: "hubsAdvice"
        Layout.fillWidth: true
        Layout.topMargin: 4
        visible: text !== ""
        text: list.hubs.advice
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.quiet
        font.pixelSize: Theme.small
    }

    Button {
        objectName: "addHub"
        Layout.topMargin: 6
        visible: list.hubs.mayManage
        text: qsTr("Add a hub")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Add a hub to %1").arg(list.poolName)
        onClicked: list.additionWanted()
    }
}
