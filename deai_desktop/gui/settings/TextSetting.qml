// A setting of the node that is a line of text.
import QtQuick
import QtQuick.Controls
import "../components"

SettingCard {
    id: card

    required property var viewModel
    required property string name
    property string emptyText: "" // what an empty line stands for

    readonly property var setting: viewModel.values[name] || { value: "", default: "" }

    enabled: viewModel.values[name] !== undefined

    ToolButton {
        visible: card.setting.value !== card.setting.default
        text: qsTr("Reset")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Reset %1").arg(card.title)
        onClicked: card.viewModel.reset(card.name)
    }

    TextField {
        id: field

        objectName: card.name
        implicitWidth: 280 * Theme.scale
        font.pixelSize: Theme.body
        maximumLength: 500
        text: card.setting.value
        placeholderText: card.emptyText
        inputMethodHints: Qt.ImhUrlCharactersOnly
        Accessible.name: card.title
        Accessible.description: card.about
        onEditingFinished: {
            if (text !== card.setting.value)
                card.viewModel.change(card.name, text.trim());
        }

        Connections {
            target: card.viewModel

            function onValuesChanged() { // also when a value was refused
                field.text = card.setting.value;
            }
        }
    }
}
