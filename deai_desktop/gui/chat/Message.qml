// One message in its place in the middle of the page: the person's or an answer.
pragma ComponentBehavior: Bound

import QtQuick
import "../components"

Item {
    id: message

    required property int index
    required property string messageId
    required property bool isUser
    required property string content
    required property var blocks
    required property bool isLive
    required property string status
    required property string modelId
    required property string destination
    required property bool isCutOff
    required property real firstTokenMs
    required property real tokensPerSecond
    required property int leftOut
    required property int version
    required property int versionCount
    required property string errorTitle
    required property string errorMessage
    required property string errorHint
    required property var viewModel
    signal grown // more of the answer is there

    implicitHeight: loader.implicitHeight
    height: implicitHeight

    Loader {
        id: loader

        width: Math.min(Theme.column, message.width - 2 * Theme.wide)
        anchors.horizontalCenter: parent.horizontalCenter
        sourceComponent: message.isUser ? userMessage : answer
    }

    Component {
        id: userMessage

        UserMessage {
            message: message
        }
    }

    Component {
        id: answer

        Answer {
            message: message
        }
    }
}
