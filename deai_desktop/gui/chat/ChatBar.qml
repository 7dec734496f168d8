// Above the messages: which model answers, and the buttons of the two side columns.
import QtQuick
import QtQuick.Controls
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

        ComboBox {
            id: picker

            objectName: "modelPicker"
            Layout.fillWidth: true
            Layout.maximumWidth: Math.round(300 * Theme.scale)
            model: bar.viewModel.installedModels
            textRole: "name"
            valueRole: "id"
            enabled: count > 0
            displayText: count > 0 ? currentText : qsTr("No model yet")
            currentIndex: bar.viewModel.installedModels.findIndex(one => one.id === bar.viewModel.model)
            onActivated: bar.viewModel.chooseModel(currentValue)
            Accessible.name: qsTr("Model")
            Accessible.description: Theme.keys("Ctrl+L")
            ToolTip.text: qsTr("Model that answers (%1)").arg(Theme.keys("Ctrl+L"))
            ToolTip.visible: hovered && !popup.visible
            ToolTip.delay: 700
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
