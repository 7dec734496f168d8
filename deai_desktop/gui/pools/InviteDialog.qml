// Invites one PC, or one hub: for what and how long, then the invite itself, this once, as text and as QR code.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

PoolDialog {
    id: dialog

    required property var inviting // an InvitingViewModel

    readonly property bool isMade: inviting.invite !== ""

    function placeFocus(): void {
        (dialog.isMade ? copy : dialog.inviting.isForHub ? lifetime : role).forceActiveFocus(Qt.TabFocusReason);
    }

    function begin(): void {
        role.currentIndex = 0;
        lifetime.currentIndex = dialog.inviting.usualLifetime;
        dialog.open();
    }

    title: {
        if (dialog.inviting.isForHub)
            return (dialog.isMade ? qsTr("An invite for a hub of “%1”") : qsTr("Add a hub to “%1”")).arg(dialog.inviting.poolName);
        return (dialog.isMade ? qsTr("An invite to “%1”") : qsTr("Invite somebody to “%1”")).arg(dialog.inviting.poolName);
    }
    wished: dialog.isMade ? 820 : 520
    closePolicy: Popup.CloseOnEscape
    undertaking: inviting
    onOpened: dialog.placeFocus()
    onClosed: dialog.inviting.leave()

    Caution {
        objectName: "unreachableHub"
        visible: !dialog.isMade && !dialog.inviting.reachesOthers
        text: qsTr("Only this PC can reach the pool's hub, so nobody on another PC could use an invite. Let your network in first.")
    }

    Words {
        objectName: "aboutHubs"
        visible: !dialog.isMade && dialog.inviting.isForHub
        text: qsTr("A hub is where members meet. Invite somebody to run one who keeps it going: on a PC that is on most of the time, or on a server. It reads nothing of what members ask and answer, but sees who asks whom.")
    }

    Words {
        visible: !dialog.isMade && dialog.inviting.isForHub
        color: Theme.quiet
        text: qsTr("Three hubs are best: any one of them may be off. Of two, neither may be away for long.")
    }

    FieldName {
        visible: role.visible
        text: qsTr("What the invited PC may do")
    }

    ComboBox {
        id: role

        objectName: "inviteRole"
        Layout.fillWidth: true
        Layout.topMargin: -8
        visible: !dialog.isMade && !dialog.inviting.isForHub
        font.pixelSize: Theme.body
        model: dialog.inviting.roles
        Accessible.name: qsTr("What the invited PC may do")
    }

    FieldName {
        visible: !dialog.isMade
        text: qsTr("How long the invite is good")
    }

    ComboBox {
        id: lifetime

        objectName: "inviteLifetime"
        Layout.fillWidth: true
        Layout.topMargin: -8
        visible: !dialog.isMade
        font.pixelSize: Theme.body
        model: dialog.inviting.lifetimes
        Accessible.name: qsTr("How long the invite is good")
    }

    GridLayout {
        Layout.fillWidth: true
        visible: dialog.isMade
        columns: dialog.availableWidth > code.implicitWidth + 260 * Theme.scale ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.pad

        QrCode {
            id: code

            Layout.alignment: Qt.AlignTop | Qt.AlignHCenter
            source: dialog.inviting.code
            squares: dialog.inviting.squares
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: 12

            Words {
                text: dialog.inviting.isForHub ? qsTr("Send it to one person only, in a way that you trust: whoever has it can run a hub in that person's place. It can't be shown again.")
                    : qsTr("Send it to one person only, in a way that you trust: whoever has it can join in that person's place. It can't be shown again.")
            }

            LongText {
                id: text

                name: qsTr("The invite")
                fieldName: "madeInvite"
                implicitHeight: Math.round(150 * Theme.scale)
                readOnly: true
                text: dialog.inviting.invite
            }

            SymbolButton {
                id: copy

                property bool isDone: false

                objectName: "copyInvite"
                symbol: isDone ? "chat-done" : "chat-copy"
                text: isDone ? qsTr("Copied") : qsTr("Copy")
                font.pixelSize: Theme.body
                highlighted: true
                Accessible.name: isDone ? qsTr("Copied") : qsTr("Copy invite")
                onClicked: {
                    dialog.inviting.copy();
                    isDone = true;
                    back.restart();
                }

                Timer {
                    id: back

                    interval: 2000
                    onTriggered: copy.isDone = false
                }
            }

            Words {
                color: Theme.quiet
                font.pixelSize: Theme.small
                text: dialog.inviting.about
            }

            Words {
                color: Theme.quiet
                font.pixelSize: Theme.small
                text: dialog.inviting.isForHub ? qsTr("There it is pasted under Pool → Join a pool, or on a server after the command: deai hub join")
                    : qsTr("There it is pasted under Pool → Join a pool, or a phone reads the code and sends the link on.")
            }
        }
    }

    footer: DialogButtonBox {
        Button {
            objectName: "createInvite"
            visible: !dialog.isMade
            text: qsTr("Make the invite")
            highlighted: dialog.opened && enabled // what is said before is taken back by the box
            enabled: !dialog.inviting.isBusy
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: dialog.inviting.create(role.currentIndex, lifetime.currentIndex)
        }

        Button {
            text: dialog.isMade ? qsTr("Done") : qsTr("Cancel")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }

    Connections {
        target: dialog.inviting

        function onAsked() {
            dialog.begin();
        }

        function onDone() {
            if (dialog.isMade)
                dialog.placeFocus();
        }
    }
}
