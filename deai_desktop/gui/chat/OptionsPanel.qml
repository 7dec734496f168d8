// How answers of this chat are written: system prompt, presets, length, seed.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ScrollView {
    id: panel

    required property var viewModel
    readonly property var options: viewModel.options
    signal closed

    contentWidth: availableWidth
    leftPadding: Theme.pad
    rightPadding: Theme.pad

    component Label: Text {
        Layout.fillWidth: true
        wrapMode: Text.Wrap
        color: Theme.text
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
    }

    component Note: Text {
        Layout.fillWidth: true
        wrapMode: Text.Wrap
        color: Theme.quiet
        font.pixelSize: Theme.small
    }

    component Amount: RowLayout {
        id: amount

        required property string label
        required property string value

        Note {
            text: amount.label
        }

        Text {
            text: amount.value
            color: Theme.text
            font.pixelSize: Theme.small
        }
    }

    ColumnLayout {
        width: panel.availableWidth
        spacing: Theme.gap

        RowLayout {
            Layout.topMargin: Theme.gap
            Layout.rightMargin: -4

            Label {
                text: qsTr("Options of this chat")
                font.pixelSize: Theme.large
                Accessible.role: Accessible.Heading
            }

            CloseButton {
                text: qsTr("Close options")
                onClicked: panel.closed()
            }
        }

        Label {
            text: qsTr("System prompt")
        }

        Note {
            text: qsTr("What the model is told before everything else in this conversation.")
        }

        TextArea {
            id: prompt

            objectName: "systemPromptField"
            Layout.fillWidth: true
            Layout.minimumHeight: Math.round(96 * Theme.scale)
            verticalAlignment: TextEdit.AlignTop
            wrapMode: TextArea.Wrap
            textFormat: TextEdit.PlainText
            font.pixelSize: Theme.body
            placeholderText: qsTr("For example: Answer briefly, in plain words.")
            text: panel.viewModel.systemPrompt
            Accessible.name: qsTr("System prompt")
            Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
            onEditingFinished: panel.viewModel.setSystemPrompt(text)

            Connections {
                target: panel.viewModel

                function onConversationChanged() {
                    if (!prompt.activeFocus)
                        prompt.text = panel.viewModel.systemPrompt;
                }
            }
        }

        Label {
            Layout.topMargin: Theme.gap
            text: qsTr("Style")
        }

        RowLayout {
            spacing: 4

            Repeater {
                model: [
                    { name: "precise", label: qsTr("Precise") },
                    { name: "balanced", label: qsTr("Balanced") },
                    { name: "creative", label: qsTr("Creative") }
                ]

                delegate: Button {
                    required property var modelData

                    Layout.fillWidth: true
                    Layout.preferredWidth: implicitContentWidth + leftPadding + rightPadding
                    text: modelData.label
                    checkable: true
                    autoExclusive: true
                    leftPadding: 4
                    rightPadding: 4
                    font.pixelSize: Theme.small
                    checked: panel.options.preset === modelData.name
                    onClicked: panel.options.usePreset(modelData.name)
                    Accessible.role: Accessible.RadioButton
                    Accessible.name: text
                    Accessible.checked: checked
                }
            }
        }

        Amount {
            label: qsTr("Temperature")
            value: Number(panel.options.temperature).toLocaleString(slider.locale, "f", 2)
        }

        Slider {
            id: slider

            objectName: "temperatureSlider"
            Layout.fillWidth: true
            from: 0
            to: 2
            value: panel.options.temperature
            onMoved: panel.options.setTemperature(value)
            Accessible.name: qsTr("Temperature")
            Accessible.description: qsTr("Low keeps to the likeliest words, high is freer")
        }

        ColumnLayout {
            id: adapters

            readonly property var rows: panel.options.adapters.forModel(panel.viewModel.model)

            Layout.topMargin: Theme.gap
            visible: rows.length > 0
            spacing: Theme.gap

            Label {
                text: qsTr("Adapters")
            }

            Note {
                text: qsTr("Small files that teach this model something more.")
            }

            Repeater {
                model: adapters.rows

                delegate: ColumnLayout {
                    id: adapter

                    required property var modelData

                    spacing: 0

                    CheckBox {
                        objectName: "adapterBox"
                        Layout.fillWidth: true
                        text: adapter.modelData.name
                        leftPadding: 0
                        font.pixelSize: Theme.body
                        checked: adapter.modelData.isUsed
                        enabled: checked || !panel.options.adapters.isFull
                        onToggled: panel.options.adapters.use(adapter.modelData.adapterId, checked)
                    }

                    Amount {
                        visible: adapter.modelData.isUsed
                        label: qsTr("Strength")
                        value: Number(adapter.modelData.strength).toLocaleString(strength.locale, "f", 2)
                    }

                    Slider {
                        id: strength

                        objectName: "adapterSlider"
                        Layout.fillWidth: true
                        visible: adapter.modelData.isUsed
                        from: 0.05
                        to: 2
                        value: adapter.modelData.strength
                        onMoved: panel.options.adapters.setStrength(adapter.modelData.adapterId, value)
                        Accessible.name: qsTr("Strength of %1").arg(adapter.modelData.name)
                        Accessible.description: qsTr("1 is how it was trained")
                    }
                }
            }
        }

        Label {
            Layout.topMargin: Theme.gap
            text: qsTr("Longest answer")
        }

        Note {
            text: qsTr("In tokens; a token is about three quarters of a word.")
        }

        SpinBox {
            Layout.fillWidth: true
            from: 0
            to: 100000
            stepSize: 128
            editable: true
            value: panel.options.maxTokens
            textFromValue: value => value === 0 ? qsTr("No limit") : String(value)
            valueFromText: text => parseInt(text) || 0
            onValueModified: panel.options.setMaxTokens(value)
            Accessible.name: qsTr("Longest answer in tokens")
            Component.onCompleted: contentItem.Accessible.name = Qt.binding(() => Accessible.name) // it has the keyboard
        }

        Label {
            Layout.topMargin: Theme.gap
            text: qsTr("Seed")
        }

        Note {
            text: qsTr("The same number gives the same answer to the same question.")
        }

        TextField {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.wide
            placeholderText: qsTr("Another each time")
            text: panel.options.seed < 0 ? "" : panel.options.seed
            inputMethodHints: Qt.ImhDigitsOnly
            validator: IntValidator {
                bottom: 0
                top: 2147483647
            }
            onEditingFinished: panel.options.setSeed(text === "" ? -1 : parseInt(text))
            Accessible.name: qsTr("Seed")
        }
    }
}
