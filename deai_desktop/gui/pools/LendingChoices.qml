// With which models this PC works for a pool's members, and how much each of them may have.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: choices

    required property var lending // a LendingViewModel

    spacing: 2

    FieldName {
        Layout.topMargin: 4
        text: qsTr("Models that they can use")
    }

    RadioButton {
        objectName: "lendAll"
        Layout.fillWidth: true
        enabled: !choices.lending.isBusy
        checked: choices.lending.lendsAll
        font.pixelSize: Theme.body
        text: qsTr("All that fit into this PC's memory")
        onToggled: {
            choices.lending.lendAll(true);
            checked = Qt.binding(() => choices.lending.lendsAll);
        }
    }

    RadioButton {
        objectName: "lendSome"
        Layout.fillWidth: true
        Layout.topMargin: -6
        enabled: !choices.lending.isBusy && choices.lending.modelCount > 0
        checked: !choices.lending.lendsAll
        font.pixelSize: Theme.body
        text: choices.lending.modelCount > 0 ? qsTr("Only those I choose") : qsTr("Only those I choose (there is no model on this PC yet)")
        onToggled: {
            choices.lending.lendAll(false);
            checked = Qt.binding(() => !choices.lending.lendsAll);
        }
    }

    Repeater {
        model: choices.lending.models

        delegate: CheckBox {
            id: box

            required property string model
            required property string name
            required property bool isLent
            required property bool isOnlyOne

            objectName: "lend " + box.model
            Layout.fillWidth: true
            Layout.leftMargin: Theme.wide
            Layout.topMargin: -6
            visible: !choices.lending.lendsAll
            enabled: !choices.lending.isBusy && !box.isOnlyOne
            checked: box.isLent
            font.pixelSize: Theme.body
            text: box.name
            onToggled: {
                choices.lending.choose(box.model, checked);
                checked = Qt.binding(() => box.isLent);
            }
        }
    }

    Fact {
        Layout.topMargin: 6
        name: qsTr("Tokens an hour that each member may have")
        value: choices.lending.tokensAnHour > 0 ? qsTr("Prompts and answers count. Who had so many waits.")
            : qsTr("There is no limit.")

        SpinBox {
            id: limit

            objectName: "tokensAnHour"
            implicitWidth: 170 * Theme.scale
            font.pixelSize: Theme.body
            from: 0
            to: choices.lending.mostTokens
            stepSize: 1000
            editable: true
            value: choices.lending.tokensAnHour
            textFromValue: (value, locale) => value === 0 ? qsTr("No limit") : Number(value).toLocaleString(locale, "f", 0)
            valueFromText: text => parseInt(text.replace(/[^0-9]/g, "") || "0")
            onValueModified: choices.lending.limit(value)
            Accessible.name: qsTr("Tokens an hour that each member may have")
            Component.onCompleted: contentItem.Accessible.name = Qt.binding(() => limit.Accessible.name) // it has the keyboard
        }
    }
}
