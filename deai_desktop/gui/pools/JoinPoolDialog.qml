// Joins a pool, or runs a hub of one: an invite is pasted, then looked at, and used only when the person says so.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

PoolDialog {
    id: dialog

    required property var joining // a JoiningViewModel

    readonly property bool asksMember: joining.isSeen && !joining.isForHub
    readonly property bool asksHub: joining.isSeen && joining.isForHub

    function begin(): void {
        dialog.joining.begin();
        dialog.show();
    }

    function show(): void {
        deviceName.text = dialog.joining.ownName;
        network.checked = true;
        invite.text = dialog.joining.invite;
        if (!dialog.opened)
            dialog.open();
        dialog.placeFocus();
    }

    function placeFocus(): void {
        if (dialog.joining.isSeen)
            deviceName.takeFocus(); // not the button: keys may come in that were meant for another window
        else
            invite.takeFocus();
    }

    title: {
        if (dialog.asksHub)
            return qsTr("Run a hub of “%1”?").arg(dialog.joining.poolName);
        return dialog.asksMember ? qsTr("Join “%1”?").arg(dialog.joining.poolName) : qsTr("Join a pool");
    }
    wished: 520
    undertaking: joining
    progress: dialog.joining.isJoining ? qsTr("Asking the pool to let this PC in.") : ""
    onOpened: dialog.placeFocus()
    onClosed: {
        dialog.joining.leave();
        invite.text = "";
    }

    Words {
        visible: !dialog.joining.isSeen
        text: qsTr("Paste the invite that you were sent. It is only looked at first.")
    }

    LongText {
        id: invite

        visible: !dialog.joining.isSeen
        name: qsTr("Invite")
        fieldName: "inviteText"
        placeholder: "deai:join/…"
    }

    Words {
        objectName: "aboutRunningHub"
        visible: dialog.asksHub
        text: qsTr("This invite makes this PC a place where the members meet, as long as DeAI runs. It does not make you a member.")
    }

    Fact {
        visible: dialog.joining.isSeen
        name: qsTr("Its hub")
        value: dialog.joining.hubs
    }

    Fact {
        visible: dialog.joining.isSeen
        name: qsTr("The invite is good until")
        value: dialog.joining.goodUntil
    }

    NamedField {
        id: deviceName

        visible: dialog.joining.isSeen
        name: dialog.asksHub ? qsTr("What to call the hub") : qsTr("What to call this PC in it")
        fieldName: "joinDeviceName"
    }

    FieldName {
        visible: dialog.asksHub
        text: qsTr("Who can reach the hub")
    }

    RadioButton {
        id: network

        objectName: "joinHubForNetwork"
        Layout.fillWidth: true
        Layout.topMargin: -6
        visible: dialog.asksHub
        checked: true
        font.pixelSize: Theme.body
        text: qsTr("PCs in my network")
    }

    RadioButton {
        objectName: "joinHubForThisPc"
        Layout.fillWidth: true
        Layout.topMargin: -6
        visible: dialog.asksHub
        font.pixelSize: Theme.body
        text: qsTr("Only this PC, to try it out")
    }

    Caution {
        visible: dialog.asksHub && network.checked
        text: qsTr("Every PC in your network can then try to connect to this one. Only members and those who are invited are let in, and everything is encrypted. Choose this only in a network whose people you trust, such as your home's.")
    }

    Words {
        visible: dialog.asksMember
        color: Theme.quiet
        text: qsTr("The PC that does the work can read your prompt: join only if you know who invites you.")
    }

    footer: DialogButtonBox {
        Button {
            objectName: "lookAtInvite"
            visible: !dialog.joining.isSeen
            text: qsTr("Next")
            highlighted: enabled
            enabled: invite.text.trim() !== "" && !dialog.joining.isBusy
            Accessible.name: qsTr("Look at the invite")
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: dialog.joining.look(invite.text)
        }

        Button {
            objectName: "joinPool"
            visible: dialog.joining.isSeen
            text: dialog.asksHub ? qsTr("Run the hub") : qsTr("Join")
            highlighted: enabled
            enabled: !dialog.joining.isBusy
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: {
                if (dialog.asksHub)
                    dialog.joining.beHub(deviceName.text, network.checked);
                else
                    dialog.joining.join(deviceName.text);
            }
        }

        Button {
            objectName: "otherInvite"
            visible: dialog.joining.isSeen
            enabled: !dialog.joining.isBusy
            text: qsTr("Back")
            Accessible.name: qsTr("Back to the invite")
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: {
                dialog.joining.change();
                dialog.placeFocus();
            }
        }

        Button {
            text: dialog.joining.isJoining ? qsTr("Close") : qsTr("Cancel")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }

    Connections {
        target: dialog.joining

        function onBrought() {
            dialog.show();
        }

        function onDone() {
            dialog.close();
        }

        function onLooked() {
            dialog.placeFocus();
        }
    }
}
