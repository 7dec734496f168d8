// Above the messages: which model answers, and the buttons of the two side columns.
import QtQuick
import QtQuick.Layouts
import "../components"

Item {
    id: bar

    required property var viewModel
    required property bool showsColumn
    required property bool showsOptions
    signal columnToggled
    signal optionsToggled

    function openPicker() {
        picker.forceActiveFocus(Qt.ShortcutFocusReason);
        if (picker.enabled)
            picker.popup.open();
    }

    implicitHeight: row.implicitHeight + 2 * Theme.gap

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: Theme.gap

        IconButton {
            objectName: "columnButton"
            symbol: "chat-column"
            text: bar.showsColumn ? qsTr("Hide conversations") : qsTr("Show conversations")
            onClicked: bar.columnToggled()
        }

        ModelPicker {
            id: picker

            objectName: "modelPicker"
            Layout.fillWidth: true
            Layout.maximumWidth: Math.round(300 * Theme.scale)
            choice: bar.viewModel.choice
        }

        Item {
            Layout.fillWidth: true
        }

        IconButton {
            objectName: "optionsButton"
            symbol: "chat-options"
            text: bar.showsOptions ? qsTr("Hide options") : qsTr("Options of this chat")
            onClicked: bar.optionsToggled()
        }
    }
}
