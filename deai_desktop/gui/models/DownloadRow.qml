// One download: how far it is, where it comes from, and what can be done with it.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: item

    required property string downloadId
    required property string modelId
    required property string name
    required property string stage // queued, running, paused, failed or finished
    required property real part
    required property string progress
    required property string source
    required property bool isWaiting
    required property bool canBeFirst
    required property string title
    required property string trouble
    required property string advice
    signal paused
    signal wanted
    signal firstWanted
    signal cancelled
    signal chatWanted

    readonly property bool isWide: width >= 560 * Theme.scale
    readonly property bool isDone: stage === "finished"

    padding: Theme.pad
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: [progress, source].filter(text => text !== "").join(". ")

    background: CardGround {}

    contentItem: ColumnLayout {
        spacing: Theme.gap

        GridLayout {
            Layout.fillWidth: true
            columns: item.isWide ? 2 : 1
            columnSpacing: Theme.pad
            rowSpacing: Theme.gap

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                Label {
                    Layout.fillWidth: true
                    text: item.name
                    textFormat: Text.PlainText
                    color: Theme.text
                    font.pixelSize: Theme.body
                    font.weight: Font.DemiBold
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                }

                Label {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: item.isDone ? [item.progress, item.source].filter(Boolean).join("  ·  ") : item.source
                    textFormat: Text.PlainText
                    color: Theme.quiet
                    font.pixelSize: Theme.small
                    wrapMode: Text.Wrap
                }
            }

            RowLayout {
                spacing: Theme.gap

                Button {
                    objectName: "chat"
                    visible: item.isDone
                    text: qsTr("Chat")
                    Accessible.name: qsTr("Chat with %1").arg(item.name)
                    onClicked: item.chatWanted()
                }

                IconButton {
                    objectName: "first"
                    visible: item.canBeFirst
                    symbol: "first"
                    text: qsTr("Download %1 next").arg(item.name)
                    onClicked: item.firstWanted()
                }

                DownloadButtons {
                    visible: !item.isDone
                    name: item.name
                    download: item.stage
                    onWanted: item.wanted()
                    onPaused: item.paused()
                    onCancelled: item.cancelled()
                }
            }
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: ["running", "queued", "paused"].includes(item.stage)
            name: qsTr("Downloading %1").arg(item.name)
            part: item.part
            paused: item.stage !== "running"
            text: item.progress
        }

        Button {
            objectName: "allow"
            visible: item.isWaiting
            text: qsTr("Download all the same")
            Accessible.name: qsTr("Download %1 all the same").arg(item.name)
            onClicked: item.wanted()
        }

        Trouble {
            objectName: "downloadTrouble"
            Layout.fillWidth: true
            visible: item.stage === "failed"
            title: item.title
            reason: item.trouble
            advice: item.advice
        }
    }
}
