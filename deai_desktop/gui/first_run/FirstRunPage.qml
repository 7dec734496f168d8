// The first screen: what this is, one model, one button.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Layouts
import "../components"

Page {
    id: page

    required property var viewModel

    readonly property var starter: viewModel.starter
    readonly property bool hasStarter: starter.modelId !== undefined
    readonly property string download: starter.download ?? ""
    readonly property bool isArriving: download === "running" || download === "queued"

    title: qsTr("Welcome")

    background: Item {}

    Flickable {
        anchors.fill: parent
        contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.wide)
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        ScrollBar.vertical: ScrollBar {}

        ColumnLayout {
            id: column

            anchors.centerIn: parent
            width: Math.min(520 * Theme.scale, parent.width - 2 * Theme.wide)
            spacing: Theme.wide

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.gap

                Rectangle {
                    Layout.alignment: Qt.AlignHCenter
                    Layout.bottomMargin: Theme.pad
                    implicitWidth: 72
                    implicitHeight: 72
                    radius: 20
                    color: Qt.alpha(Theme.accent, 0.14)

                    IconImage {
                        anchors.centerIn: parent
                        source: Theme.icon("private-chat")
                        sourceSize: Qt.size(40, 40)
                        color: Theme.accent
                    }
                }

                Label {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("Chat with an AI that runs on this PC")
                    color: Theme.text
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.Heading
                }

                Label {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("Nothing you write leaves it.")
                    color: Theme.quiet
                    font.pixelSize: Theme.large
                    wrapMode: Text.Wrap
                }
            }

            StarterCard {
                Layout.fillWidth: true
                visible: page.hasStarter
                starter: page.starter
            }

            Trouble {
                objectName: "error"
                Layout.fillWidth: true
                visible: page.viewModel.error.title !== undefined
                title: page.viewModel.error.title ?? ""
                reason: page.viewModel.error.message ?? ""
                advice: page.viewModel.error.hint ?? ""
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.gap

                Button {
                    objectName: "start"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.round(40 * Theme.scale)
                    visible: page.hasStarter && !page.isArriving
                    focus: true
                    highlighted: true
                    text: {
                        if (page.download === "failed")
                            return qsTr("Try again");
                        return page.download === "paused" ? qsTr("Resume and chat") : qsTr("Download and chat");
                    }
                    onClicked: page.viewModel.start()
                }

                Button {
                    objectName: "cancel"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.round(40 * Theme.scale)
                    visible: page.isArriving
                    text: qsTr("Cancel")
                    onClicked: page.viewModel.cancel()
                }

                Button {
                    objectName: "file"
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.round(40 * Theme.scale)
                    visible: !page.isArriving
                    flat: true
                    text: qsTr("I have a file")
                    Accessible.description: qsTr("Choose a model in GGUF format that is on this PC")
                    onClicked: fileDialog.open()
                }
            }
        }
    }

    ModelDropArea {
        objectName: "drop"
        anchors.fill: parent
        onFileDropped: file => page.viewModel.importFile(file)
    }

    ModelFileDialog {
        id: fileDialog

        onAccepted: page.viewModel.importFile(selectedFile)
    }
}
