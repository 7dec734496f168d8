// A line to fill in, with its name above it.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: named

    required property string name
    required property string fieldName // what tests call it
    property string placeholder: ""
    property alias text: field.text
    signal accepted

    function takeFocus(): void {
        field.forceActiveFocus(Qt.TabFocusReason);
        field.selectAll();
    }

    Layout.fillWidth: true
    spacing: 4

    FieldName {
        text: named.name
    }

    TextField {
        id: field

        objectName: named.fieldName
        Layout.fillWidth: true
        font.pixelSize: Theme.body
        placeholderText: named.placeholder
        maximumLength: 60
        Accessible.name: named.name
        onAccepted: named.accepted()
    }
}
