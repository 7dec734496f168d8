// A setting of the node that is a whole number; one value may stand for "automatic".
import QtQuick
import QtQuick.Controls
import "../components"

SettingCard {
    id: card

    required property var viewModel
    required property string name
    property int step: 1
    property int special: -2147483648 // the number that `specialText` stands for
    property string specialText
    property bool isGrouped: true // 10,000 or 10000

    readonly property var setting: viewModel.values[name] || { value: 0, default: 0, low: 0, high: 1 }

    enabled: viewModel.values[name] !== undefined

    ToolButton {
        visible: card.setting.value !== card.setting.default
        text: qsTr("Reset")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Reset %1").arg(card.title)
        onClicked: card.viewModel.reset(card.name)
    }

    SpinBox {
        id: box

        objectName: card.name
        implicitWidth: 170 * Theme.scale
        font.pixelSize: Theme.body
        from: card.setting.low
        to: card.setting.high
        stepSize: card.step
        editable: true
        value: card.setting.value
        textFromValue: (value, locale) => value === card.special ? card.specialText
            : card.isGrouped ? Number(value).toLocaleString(locale, "f", 0) : String(value)
        valueFromText: (text, locale) => {
            const digits = text.replace(/[^0-9-]/g, "");
            return digits === "" ? (card.specialText === "" ? box.value : card.special) : parseInt(digits);
        }
        onValueModified: settle.restart()
        Accessible.name: card.title
        Accessible.description: card.about
        Component.onCompleted: contentItem.Accessible.name = Qt.binding(() => card.title) // it has the keyboard

        Timer {
            id: settle

            interval: 300
            onTriggered: card.viewModel.change(card.name, box.value)
        }
    }
}
