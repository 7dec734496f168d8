// Takes a token for the hub; it is never shown again.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

RowLayout {
    id: row

    required property var token // a HubTokenViewModel

    function save(): void {
        row.token.save(field.text);
        field.clear();
    }

    spacing: Theme.gap
    onVisibleChanged: if (visible) row.token.refresh()
    Component.onCompleted: if (visible) row.token.refresh()

    TextField {
        id: field

        objectName: "hubToken"
        Layout.fillWidth: true
        Layout.maximumWidth: 360 * Theme.scale
        font.pixelSize: Theme.body
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        maximumLength: 500
        placeholderText: row.token.isSet ? qsTr("Paste another token") : qsTr("Paste your token")
        Accessible.name: qsTr("Token for the hub")
        onAccepted: row.save()
        // Qt keeps back the name of what is marked as a password, too; what is read out of this field are dots.
        Component.onCompleted: Accessible.passwordEdit = false
    }

    Button {
        objectName: "saveToken"
        enabled: field.text.trim() !== ""
        text: qsTr("Save")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Save the token in the vault")
        onClicked: row.save()
    }

    Button {
        objectName: "removeToken"
        visible: row.token.isSet
        text: qsTr("Remove")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Remove the token from the vault")
        onClicked: row.token.remove()
    }
}
