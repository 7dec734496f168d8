// The recommended model in words, and how far its download is.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: card

    required property var starter

    readonly property string download: starter.download ?? ""

    padding: Theme.pad + 4
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Recommended model: %1").arg(starter.name ?? "")

    background: Rectangle {
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap

        Label {
            Layout.fillWidth: true
            text: qsTr("Recommended to begin with")
            color: Theme.quiet
            font.pixelSize: Theme.small
        }

        Label {
            Layout.fillWidth: true
            text: card.starter.name ?? ""
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.large
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            text: card.starter.description ?? ""
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.body
            lineHeight: 1.15
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            text: qsTr("Download of %1, free to use under %2").arg(card.starter.size ?? "").arg(card.starter.licence ?? "")
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            visible: card.starter.fits === false
            text: qsTr("It is probably too large for this PC: it needs about %1 of memory.").arg(card.starter.needs ?? "")
            color: Theme.warning
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }

        ProgressLine {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            visible: card.download === "running" || card.download === "queued" || card.download === "paused"
            name: qsTr("Downloading %1").arg(card.starter.name ?? "")
            part: card.starter.part ?? 0
            paused: card.download === "paused"
            text: card.starter.progress ?? ""
        }

        Trouble {
            objectName: "failure"
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            visible: card.download === "failed"
            title: qsTr("Download failed")
            reason: card.starter.trouble ?? ""
            advice: card.starter.advice ?? ""
        }
    }
}
