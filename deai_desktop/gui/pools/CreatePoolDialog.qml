// Founds a pool: its name, what this PC is called in it, and who can reach its hub.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

PoolDialog {
    id: dialog

    required property var creating // a CreatingViewModel

    readonly property bool canCreate: poolName.text.trim() !== "" && !creating.isBusy

    function begin(): void {
        if (!dialog.creating.isBusy) {
            poolName.text = "";
            deviceName.text = dialog.creating.ownName;
            justHere.checked = true;
        }
        dialog.creating.begin();
        dialog.open();
    }

    function create(): void {
        if (dialog.canCreate)
            dialog.creating.create(poolName.text, deviceName.text, network.checked);
    }

    title: qsTr("Create a pool")
    wished: 520
    undertaking: creating
    progress: qsTr("Making its keys and starting its hub. This takes some seconds.")
    onOpened: poolName.takeFocus()
    onClosed: dialog.creating.leave()

    Words {
        text: qsTr("The PCs of a pool meet at its hub. It will run on this PC, as long as DeAI runs.")
    }

    NamedField {
        id: poolName

        name: qsTr("Name of the pool")
        fieldName: "poolName"
        placeholder: qsTr("Friends")
        onAccepted: dialog.create()
    }

    NamedField {
        id: deviceName

        name: qsTr("What to call this PC in it")
        fieldName: "poolDeviceName"
        onAccepted: dialog.create()
    }

    FieldName {
        text: qsTr("Who can reach the hub")
    }

    RadioButton {
        id: justHere

        objectName: "hubForThisPc"
        Layout.fillWidth: true
        Layout.topMargin: -6
        checked: true
        font.pixelSize: Theme.body
        text: qsTr("Only this PC, to try it out")
    }

    RadioButton {
        id: network

        objectName: "hubForNetwork"
        Layout.fillWidth: true
        Layout.topMargin: -6
        font.pixelSize: Theme.body
        text: qsTr("PCs in my network")
    }

    Caution {
        objectName: "hubWarning"
        visible: network.checked
        text: qsTr("Every PC in your network can then try to connect to this one. Only members and those you invite are let in, and everything is encrypted. Choose this only in a network whose people you trust, such as your home's.")
    }

    footer: DialogButtonBox {
        Button {
            objectName: "createPool"
            text: qsTr("Create")
            highlighted: enabled
            enabled: dialog.canCreate
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: dialog.create()
        }

        Button {
            text: dialog.creating.isBusy ? qsTr("Close") : qsTr("Cancel")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }

    Connections {
        target: dialog.creating

        function onDone() {
            dialog.close();
        }
    }
}
