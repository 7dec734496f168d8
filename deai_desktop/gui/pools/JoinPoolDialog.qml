// Joins a pool: an invite is pasted, then looked at, and used only when the person says so.
import QtQuick
import QtQuick.Controls
import "../components"

PoolDialog {
    id: dialog

    required property var joining // a JoiningViewModel

    function begin(): void {
        dialog.joining.begin();
        dialog.show();
    }

    function show(): void {
        deviceName.text = dialog.joining.ownName;
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

    title: dialog.joining.isSeen ? qsTr("Join “%1”?").arg(dialog.joining.poolName) : qsTr("Join a pool")
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
        name: qsTr("What to call this PC in it")
        fieldName: "joinDeviceName"
    }

    Words {
        visible: dialog.joining.isSeen
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
            text: qsTr("Join")
            highlighted: enabled
            enabled: !dialog.joining.isBusy
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: dialog.joining.join(deviceName.text)
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
