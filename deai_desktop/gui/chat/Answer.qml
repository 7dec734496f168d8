// An answer: who gave it and where, what it says, how it went.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../components"

Item {
    id: answer

    required property var message
    readonly property var viewModel: message.viewModel
    readonly property bool isWritten: message.status === "streaming" && message.isLive && viewModel.isAnswering
    readonly property bool isLast: message.index === viewModel.messages.count - 1
    readonly property string figures: {
        const parts = [];
        if (message.tokensPerSecond > 0)
            parts.push(qsTr("%1 tokens/s").arg(Number(message.tokensPerSecond).toLocaleString(Qt.locale(), "f", 1)));
        if (message.firstTokenMs > 0)
            parts.push(qsTr("first word after %1 s").arg(Number(message.firstTokenMs / 1000).toLocaleString(Qt.locale(), "f", message.firstTokenMs < 950 ? 2 : 1)));
        if (message.status === "stopped")
            parts.push(qsTr("stopped"));
        if (message.isCutOff)
            parts.push(qsTr("cut off: it reached the longest answer"));
        return parts.join("  ·  ");
    }

    // Layouts tell their height only after the next frame. The list must know it now, or it would make several screens
    // full of messages before it learns how tall they are.
    function settle() {
        blocks.forceLayout();
        column.ensurePolished();
    }

    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.ListItem
    Component.onCompleted: answer.settle()
    Accessible.name: qsTr("%1: %2").arg(viewModel.modelName(message.modelId)).arg(message.content.slice(0, 200))

    HoverHandler {
        id: hover
    }

    Connections {
        target: answer.viewModel.liveBlocks
        enabled: answer.message.isLive

        function onShown() {
            answer.settle();
            answer.message.grown();
            if (waiting.item)
                (waiting.item as Waiting).accompany();
        }
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.gap

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Text {
                Layout.maximumWidth: column.width * 0.6
                text: answer.viewModel.modelName(answer.message.modelId)
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }

            DestinationBadge {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                destination: answer.message.destination
            }
        }

        Text {
            Layout.fillWidth: true
            visible: answer.message.leftOut > 0
            text: answer.message.leftOut === 1
                ? qsTr("1 earlier message was left out, because this model's memory is full.")
                : qsTr("%1 earlier messages were left out, because this model's memory is full.").arg(answer.message.leftOut)
            wrapMode: Text.Wrap
            color: Theme.quiet
            font.pixelSize: Theme.small
            font.italic: true
        }

        MessageBlocks {
            id: blocks

            Layout.fillWidth: true
            viewModel: answer.viewModel
            model: answer.message.isLive ? answer.viewModel.liveBlocks : answer.message.blocks
        }

        Loader {
            id: waiting

            Layout.fillWidth: true
            active: answer.isWritten
            visible: active

            sourceComponent: Waiting {
                part: answer.viewModel.loadingPart
                modelName: answer.viewModel.modelName(answer.message.modelId)
            }
        }

        Loader {
            Layout.fillWidth: true
            active: answer.message.status === "failed"
            visible: active

            sourceComponent: Failure {
                title: answer.message.errorTitle
                reason: answer.message.errorMessage
                hint: answer.message.errorHint
                canRetry: answer.viewModel.blockedReason === "" && !answer.viewModel.isAnswering
                onRetried: answer.viewModel.regenerate(answer.message.messageId)
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: -6
            visible: !answer.isWritten
            spacing: 0

            Loader {
                active: answer.message.versionCount > 1
                visible: active

                sourceComponent: VersionSwitch {
                    message: answer.message
                }
            }

            CopyButton {
                visible: answer.message.content !== ""
                opacity: answer.isLast || hover.hovered || visualFocus ? 1 : 0
                onClicked: answer.viewModel.copyMessage(answer.message.messageId)
            }

            IconButton {
                objectName: "regenerateButton"
                symbol: "chat-regenerate"
                text: qsTr("Answer again")
                size: 16
                implicitHeight: Math.round(28 * Theme.scale)
                enabled: answer.viewModel.blockedReason === "" && !answer.viewModel.isAnswering
                opacity: enabled && (answer.isLast || hover.hovered || visualFocus) ? 1 : 0
                onClicked: answer.viewModel.regenerate(answer.message.messageId)
            }

            Text {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.gap
                text: answer.figures
                elide: Text.ElideRight
                color: Theme.quiet
                font.pixelSize: Theme.small
                opacity: answer.isLast || hover.hovered || answer.message.status === "stopped" || answer.message.isCutOff ? 1 : 0
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
    }
}
