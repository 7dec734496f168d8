// Lets other computers of the network in: asks first, warns as long as it is on, and tells the address.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: lan

    required property var viewModel

    readonly property bool isOn: viewModel.values["api.lan"]?.value ?? false
    readonly property var status: viewModel.status

    Layout.fillWidth: true
    spacing: 6

    SettingCard {
        enabled: lan.viewModel.values["api.lan"] !== undefined
        title: qsTr("Let other computers on your network in")
        about: qsTr("With a key they can use your models, nothing else.")

        Switch {
            id: lanSwitch

            objectName: "lanSwitch"
            checked: lan.isOn
            Accessible.name: qsTr("Let other computers on your network in")
            onToggled: {
                if (checked && !lan.isOn)
                    asking.open();
                else
                    lan.viewModel.change("api.lan", checked);
                checked = Qt.binding(() => lan.isOn); // it moves when the node has agreed
            }
        }
    }

    Rectangle {
        objectName: "lanWarning"
        Layout.fillWidth: true
        visible: lan.isOn
        implicitHeight: warning.implicitHeight + 2 * 14
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.warning

        Accessible.role: Accessible.AlertMessage
        Accessible.name: text.text

        RowLayout {
            id: warning

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.pad
            anchors.rightMargin: Theme.pad
            spacing: 12

            IconImage {
                Layout.alignment: Qt.AlignTop
                source: Theme.icon("warning")
                sourceSize: Qt.size(Math.round(20 * Theme.scale), Math.round(20 * Theme.scale))
                color: Theme.warning
                Accessible.ignored: true
            }

            Text {
                id: text

                Layout.fillWidth: true
                text: qsTr("Your network can reach this PC. Nothing is encrypted: anyone on it could read along.")
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.body
            }
        }
    }

    Repeater {
        model: lan.isOn ? lan.status.lanAddresses : []

        delegate: SettingCard {
            id: address

            required property string modelData

            title: qsTr("Address on your network")
            about: address.modelData

            Button {
                objectName: "copyLanAddress"
                text: qsTr("Copy")
                font.pixelSize: Theme.body
                Accessible.name: qsTr("Copy address on your network")
                onClicked: lan.viewModel.copy(address.modelData, qsTr("The address is on the clipboard."))
            }
        }
    }

    SettingCard {
        objectName: "lanProblem"
        visible: lan.isOn && lan.status.lanProblem !== ""
        title: qsTr("Other computers can't reach all of it")
        about: lan.status.lanProblem
    }

    ConfirmDialog {
        id: asking

        objectName: "lanDialog"
        title: qsTr("Let your network in?")
        text: qsTr("Anyone on your network who has one of your keys can use your models, and because nothing is encrypted, anyone there could read along. Turn this on only in a network whose people you trust, such as your home's.")
        action: qsTr("Turn on")
        onAccepted: lan.viewModel.change("api.lan", true)
    }
}
