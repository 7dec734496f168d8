// Before the first message: a friendly word and three ways to begin.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Flickable {
    id: empty

    required property var viewModel

    contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.gap)
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    ScrollBar.vertical: ScrollBar {}

    ColumnLayout {
        id: column

        anchors.centerIn: parent
        width: Math.min(560 * Theme.scale, empty.width - 2 * Theme.wide)
        spacing: Theme.gap

        Text {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("What would you like to know?")
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }

        Text {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.pad
            horizontalAlignment: Text.AlignHCenter
            text: empty.viewModel.choice.pool !== "" ? qsTr("This model runs on the PCs of “%1”. Whoever works on your question can read it.").arg(empty.viewModel.choice.pool)
                : empty.viewModel.choice.goesElsewhere ? qsTr("The model runs on this PC. When it is too big or busy here, a pool that you agreed to is asked.")
                : qsTr("The model runs on this PC. What you write stays here.")
            wrapMode: Text.Wrap
            color: Theme.quiet
            font.pixelSize: Theme.body
        }

        Repeater {
            model: [
                qsTr("Explain how a heat pump works, as if I were twelve"),
                qsTr("Write a friendly reply that moves our meeting to Thursday"),
                qsTr("Plan three quick dinners with rice and vegetables")
            ]

            delegate: Button {
                id: example

                required property string modelData

                objectName: "examplePrompt"
                Layout.fillWidth: true
                text: modelData
                enabled: empty.viewModel.blockedReason === ""
                topPadding: 12
                bottomPadding: 12
                leftPadding: Theme.pad
                rightPadding: Theme.pad
                onClicked: empty.viewModel.send(modelData)
                Accessible.name: qsTr("Ask: %1").arg(modelData)

                contentItem: Text {
                    text: example.text
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.Wrap
                    color: example.enabled ? Theme.text : Theme.quiet
                    font.pixelSize: Theme.body
                }
            }
        }
    }
}
