// Asks for another name.
import QtQuick
import QtQuick.Controls
import "../components"

AppDialog {
    id: dialog

    property string before
    property string about
    signal renamed(string name)

    readonly property bool canRename: name.text.trim() !== "" && name.text.trim() !== before

    function begin(): void {
        name.text = dialog.before;
        dialog.open();
    }

    function rename(): void {
        if (!dialog.canRename)
            return;
        dialog.renamed(name.text);
        dialog.close();
    }

    onOpened: name.takeFocus()

    NamedField {
        id: name

        width: dialog.availableWidth
        name: dialog.about
        fieldName: "newName"
        onAccepted: dialog.rename()
    }

    footer: DialogButtonBox {
        Button {
            objectName: "rename"
            text: qsTr("Rename")
            highlighted: enabled
            enabled: dialog.canRename
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: dialog.rename()
        }

        Button {
            text: qsTr("Cancel")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }
}
