// The local API: its address and the keys of the programs that use it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Section {
    id: section

    required property var viewModel

    readonly property var keys: viewModel.keys
    readonly property var status: viewModel.status

    title: qsTr("Local API")
    about: lan.isOn ? qsTr("Programs that know OpenAI's API can use your models, on this PC and on your network.")
        : qsTr("Programs on this PC that know OpenAI's API can use your models. Other computers can't reach it.")

    NodeSetting {
        nodes: section.viewModel.nodes
    }

    SettingCard {
        title: qsTr("Address")
        about: section.status.address || qsTr("DeAI is not running.")

        Button {
            objectName: "copyAddress"
            text: qsTr("Copy")
            font.pixelSize: Theme.body
            enabled: section.status.address !== ""
            Accessible.name: qsTr("Copy address")
            onClicked: section.viewModel.copy(section.status.address, qsTr("The address is on the clipboard."))
        }
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "api.port"
        isGrouped: false
        title: qsTr("Port")
        about: qsTr("Counts after DeAI has been quit and started again.")
    }

    LanSetting {
        id: lan

        viewModel: section.viewModel
    }

    Text {
        Layout.fillWidth: true
        Layout.topMargin: Theme.pad
        Layout.bottomMargin: 4
        text: qsTr("Keys")
        color: Theme.text
        font.pixelSize: Theme.large
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    SettingCard {
        objectName: "vaultMissing"
        visible: !section.status.hasVault
        title: qsTr("Keys need a vault, and this PC offers none right now")
        about: qsTr("Secrets are kept in a vault or encrypted, never in plain text. %1").arg(section.status.vault)
    }

    SettingCard {
        visible: section.status.hasVault
        title: qsTr("New key")
        about: qsTr("Name it after the program that will use it.")

        TextField {
            id: name

            objectName: "keyName"
            implicitWidth: 170 * Theme.scale
            font.pixelSize: Theme.body
            placeholderText: qsTr("Name")
            maximumLength: 100
            Accessible.name: qsTr("Name of the new key")
            onAccepted: create.clicked()
        }

        ComboBox {
            id: scope

            objectName: "keyScope"
            implicitWidth: 150 * Theme.scale
            font.pixelSize: Theme.body
            model: [qsTr("Models only"), qsTr("Everything")]
            Accessible.name: qsTr("What the new key may do")
        }

        Button {
            id: create

            objectName: "createKey"
            text: qsTr("Create")
            font.pixelSize: Theme.body
            highlighted: enabled
            enabled: name.text.trim() !== ""
            Accessible.name: qsTr("Create key")
            onClicked: {
                section.keys.create(name.text, scope.currentIndex === 1);
                name.clear();
            }
        }
    }

    Repeater {
        model: section.keys.keys

        delegate: SettingCard {
            id: row

            required property var modelData

            title: row.modelData.name
            about: row.modelData.about

            Button {
                objectName: "revokeKey"
                text: qsTr("Revoke")
                font.pixelSize: Theme.body
                Accessible.name: qsTr("Revoke %1").arg(row.modelData.name)
                onClicked: {
                    revoking.key = row.modelData.id;
                    revoking.title = qsTr("Revoke “%1”?").arg(row.modelData.name);
                    revoking.open();
                }
            }
        }
    }

    ConfirmDialog {
        id: revoking

        property string key

        objectName: "revokeDialog"
        text: qsTr("Programs that use this key can't reach your models any more. This can't be undone.")
        action: qsTr("Revoke")
        onAccepted: section.keys.revoke(revoking.key)
    }

    NewKeyDialog {
        id: made

        objectName: "newKeyDialog"
        secret: section.keys.created
        onCopied: section.viewModel.copy(secret, qsTr("The key is on the clipboard."))
        onClosed: section.keys.forget()
    }

    Connections {
        target: section.keys

        function onCreatedChanged() {
            if (section.keys.created !== "")
                made.open();
        }
    }
}
