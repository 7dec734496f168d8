// The pools that this PC belongs to, and the ways into one.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Page {
    id: page

    required property var viewModel

    readonly property bool hasPools: cards.count > 0
    readonly property bool isUnknown: !viewModel.isFetched

    title: qsTr("Pool")
    Component.onCompleted: if (page.viewModel.joining.isAsked) join.show() // a link has opened this page

    background: Item {}

    header: Item {
        implicitHeight: head.implicitHeight + Theme.pad

        GridLayout {
            id: head

            x: Math.max(Theme.wide, (page.width - width) / 2)
            y: Theme.pad
            width: Math.min(Theme.column, page.width - 2 * Theme.wide)
            columns: width >= heading.implicitWidth + actions.implicitWidth + Theme.wide ? 2 : 1
            columnSpacing: Theme.wide
            rowSpacing: Theme.gap

            Label {
                id: heading

                Layout.fillWidth: true
                text: page.title
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }

            RowLayout {
                id: actions

                visible: page.hasPools && page.viewModel.isAvailable
                spacing: Theme.gap

                Button {
                    objectName: "joinWanted"
                    text: qsTr("Join a pool")
                    font.pixelSize: Theme.body
                    onClicked: join.begin()
                }

                Button {
                    objectName: "createWanted"
                    text: qsTr("Create a pool")
                    font.pixelSize: Theme.body
                    onClicked: create.begin()
                }
            }
        }
    }

    ScrollPage {
        anchors.fill: parent

        EmptyState {
            objectName: "poolsState"
            Layout.fillWidth: true
            visible: page.isUnknown || !page.viewModel.isAvailable
            isWaiting: page.isUnknown && page.viewModel.problem === ""
            title: {
                if (!page.isUnknown)
                    return qsTr("There can be no pools here yet");
                return page.viewModel.problem === "" ? qsTr("Looking at your pools…") : qsTr("The pools can't be shown");
            }
            text: page.isUnknown ? page.viewModel.problem : page.viewModel.whyNot
        }

        EmptyPools {
            objectName: "emptyPools"
            Layout.fillWidth: true
            visible: !page.isUnknown && page.viewModel.isAvailable && !page.hasPools
            onCreateWanted: create.begin()
            onJoinWanted: join.begin()
        }

        Repeater {
            id: cards

            model: page.viewModel.pools

            delegate: PoolCard {
                id: card

                objectName: "pool " + name
                Layout.fillWidth: true
                viewModel: page.viewModel
                onRenameWanted: {
                    renaming.pool = card.key;
                    renaming.isPool = true;
                    renaming.before = card.name;
                    renaming.begin();
                }
                onDeviceRenameWanted: {
                    renaming.pool = card.key;
                    renaming.isPool = false;
                    renaming.before = card.deviceName;
                    renaming.begin();
                }
                onReachWanted: {
                    reach.pool = card.key;
                    reach.isOpen = card.listens === "network";
                    reach.open();
                }
                onLeaveWanted: {
                    leaving.pool = card.key;
                    leaving.name = card.name;
                    leaving.isFounder = card.isFounder;
                    leaving.open();
                }
                onRemovalWanted: (device, member) => {
                    removing.people = card.people;
                    removing.device = device;
                    removing.member = member;
                    removing.pool = card.name;
                    removing.open();
                }
                onHubRemovalWanted: (hub, name) => {
                    removingHub.hubs = card.hubs;
                    removingHub.hub = hub;
                    removingHub.name = name;
                    removingHub.pool = card.name;
                    removingHub.open();
                }
            }
        }

        OwnHubs {
            objectName: "ownHubs"
            Layout.fillWidth: true
            visible: page.viewModel.ownHubs.count > 0
            ownHubs: page.viewModel.ownHubs
            onLeaveWanted: (pool, name) => {
                leavingHub.pool = pool;
                leavingHub.name = name;
                leavingHub.open();
            }
        }
    }

    Timer { // what happens to hubs elsewhere is told nobody here
        interval: 20000
        repeat: true
        triggeredOnStart: true
        running: page.visible && page.hasPools && Application.active
        onTriggered: page.viewModel.refreshHubs()
    }

    CreatePoolDialog {
        id: create

        objectName: "createDialog"
        creating: page.viewModel.creating
    }

    JoinPoolDialog {
        id: join

        objectName: "joinDialog"
        joining: page.viewModel.joining
    }

    InviteDialog {
        objectName: "inviteDialog"
        inviting: page.viewModel.inviting
    }

    RenameDialog {
        id: renaming

        property string pool
        property bool isPool

        objectName: "renameDialog"
        title: renaming.isPool ? qsTr("Rename the pool") : qsTr("Rename this PC in the pool")
        about: renaming.isPool ? qsTr("New name, for all members") : qsTr("New name of this PC")
        onRenamed: name => {
            if (renaming.isPool)
                page.viewModel.rename(renaming.pool, name);
            else
                page.viewModel.renameThisPc(renaming.pool, name);
        }
    }

    ConfirmDialog {
        id: reach

        property string pool
        property bool isOpen

        objectName: "reachDialog"
        title: reach.isOpen ? qsTr("Let only this PC reach the hub?") : qsTr("Let your network reach the hub?")
        text: reach.isOpen ? qsTr("The PCs of the other members lose their connection, until you let your network in again.")
            : qsTr("Every PC in your network can then try to connect to this one. Only members and those you invite are let in, and everything is encrypted. Choose this only in a network whose people you trust, such as your home's.")
        action: reach.isOpen ? qsTr("Only this PC") : qsTr("Let it in")
        onAccepted: page.viewModel.letIn(reach.pool, !reach.isOpen)
    }

    ConfirmDialog {
        id: leaving

        property string pool
        property string name
        property bool isFounder

        objectName: "leaveDialog"
        title: leaving.isFounder ? qsTr("End “%1” for everybody?").arg(leaving.name) : qsTr("Leave “%1”?").arg(leaving.name)
        text: leaving.isFounder ? qsTr("You founded this pool: its hub stops, all members are out, and its keys are deleted. This can't be undone.")
            : qsTr("To come back, you need a new invite.")
        action: leaving.isFounder ? qsTr("End the pool") : qsTr("Leave")
        onAccepted: page.viewModel.leave(leaving.pool)
    }

    ConfirmDialog {
        id: removing

        property var people: null
        property string device
        property string member
        property string pool

        objectName: "removeMemberDialog"
        title: qsTr("Remove “%1” from “%2”?").arg(removing.member).arg(removing.pool)
        text: qsTr("It is out at once. To come back, it needs a new invite.")
        action: qsTr("Remove")
        onAccepted: removing.people.remove(removing.device)
    }

    ConfirmDialog {
        id: removingHub

        property var hubs: null
        property string hub
        property string name
        property string pool

        objectName: "removeHubDialog"
        title: qsTr("Remove the hub “%1” from “%2”?").arg(removingHub.name).arg(removingHub.pool)
        text: removingHub.hubs?.count === 2 ? qsTr("Your PC is the only hub then. The log is brought back to it first, so the other hub has to be reachable.")
            : qsTr("Members go on at the other hubs at once. To come back, it needs a new invite.")
        action: qsTr("Remove")
        onAccepted: removingHub.hubs.remove(removingHub.hub)
    }

    ConfirmDialog {
        id: leavingHub

        property string pool
        property string name

        objectName: "leaveHubDialog"
        title: qsTr("Be the hub of “%1” no longer?").arg(leavingHub.name)
        text: qsTr("It stops, and what it kept is deleted. Who founded the pool should remove it from the list, too.")
        action: qsTr("Give up")
        onAccepted: page.viewModel.ownHubs.leave(leavingHub.pool)
    }
}
