// Chooses which node the window uses, and adds those in WSL.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: setting

    required property var nodes

    Layout.fillWidth: true
    visible: nodes.isOffered
    spacing: 6

    SettingCard {
        title: qsTr("Where models run")
        about: qsTr("Chats, models and settings are those of the place you choose. All of them are on this PC.")

        ComboBox {
            objectName: "nodeChoice"
            implicitWidth: 200 * Theme.scale
            font.pixelSize: Theme.body
            enabled: !setting.nodes.isBusy
            model: setting.nodes.places
            textRole: "name"
            currentIndex: setting.nodes.current
            Accessible.name: qsTr("Where models run")
            onActivated: index => {
                setting.nodes.choose(index);
                currentIndex = Qt.binding(() => setting.nodes.current); // it moves when that is done
            }
        }

        Button {
            objectName: "removeNode"
            visible: setting.nodes.current > 0
            enabled: !setting.nodes.isBusy
            text: qsTr("Remove")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Remove this place")
            onClicked: removing.open()
        }
    }

    SettingCard {
        title: qsTr("DeAI in WSL")
        about: setting.nodes.isBusy ? qsTr("One moment…")
            : setting.nodes.hasLooked && setting.nodes.found.length === 0
            ? qsTr("None runs there now. Start it in your Linux with “deai node”, then look again.")
            : qsTr("Looks into the Linux distributions that run now; or paste what “deai pair” printed there.")

        Button {
            objectName: "lookForNodes"
            text: qsTr("Look")
            font.pixelSize: Theme.body
            enabled: !setting.nodes.isBusy
            Accessible.name: qsTr("Look for DeAI in WSL")
            onClicked: setting.nodes.look()
        }

        TextField {
            id: code

            objectName: "pairingCode"
            implicitWidth: 170 * Theme.scale
            font.pixelSize: Theme.body
            placeholderText: qsTr("Pairing code")
            maximumLength: 2000
            Accessible.name: qsTr("Pairing code")
            onAccepted: add.clicked()
        }

        Button {
            id: add

            objectName: "addNode"
            text: qsTr("Add")
            font.pixelSize: Theme.body
            enabled: !setting.nodes.isBusy && code.text.trim() !== ""
            Accessible.name: qsTr("Add the place of this code")
            onClicked: {
                setting.nodes.add(code.text);
                code.clear();
            }
        }
    }

    Repeater {
        model: setting.nodes.found

        delegate: SettingCard {
            id: row

            required property string modelData

            title: row.modelData
            about: qsTr("DeAI there makes a key for this window, which you can revoke at any time.")

            Button {
                objectName: "connectNode"
                text: qsTr("Use")
                font.pixelSize: Theme.body
                enabled: !setting.nodes.isBusy
                Accessible.name: qsTr("Use DeAI in %1").arg(row.modelData)
                onClicked: setting.nodes.connectTo(row.modelData)
            }
        }
    }

    ConfirmDialog {
        id: removing

        objectName: "removeNodeDialog"
        title: qsTr("Remove this place?")
        text: qsTr("Its chats and models stay where they are. To use it again, connect with it again.")
        action: qsTr("Remove")
        onAccepted: setting.nodes.removeChosen()
    }
}
