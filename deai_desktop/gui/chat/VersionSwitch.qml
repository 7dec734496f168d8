// Goes through the versions of a message: ‹ 1/2 ›.
import QtQuick
import QtQuick.Layouts
import "../components"

RowLayout {
    id: versions

    required property var message

    spacing: 0

    IconButton {
        objectName: "previousVersion"
        symbol: "chat-previous"
        text: qsTr("Previous version")
        size: 14
        implicitWidth: Math.round(28 * Theme.scale)
        implicitHeight: Math.round(28 * Theme.scale)
        enabled: versions.message.version > 1 && !versions.message.viewModel.isAnswering
        onClicked: versions.message.viewModel.selectVersion(versions.message.messageId, -1)
    }

    Text {
        text: `${versions.message.version}/${versions.message.versionCount}`
        color: Theme.quiet
        font.pixelSize: Theme.small
        Accessible.name: qsTr("Version %1 of %2").arg(versions.message.version).arg(versions.message.versionCount)
    }

    IconButton {
        objectName: "nextVersion"
        symbol: "chat-next"
        text: qsTr("Next version")
        size: 14
        implicitWidth: Math.round(28 * Theme.scale)
        implicitHeight: Math.round(28 * Theme.scale)
        enabled: versions.message.version < versions.message.versionCount && !versions.message.viewModel.isAnswering
        onClicked: versions.message.viewModel.selectVersion(versions.message.messageId, 1)
    }
}
