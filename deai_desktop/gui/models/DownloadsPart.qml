// The queue of downloads.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ScrollPage {
    id: part

    required property var viewModel
    signal discoverWanted

    readonly property var downloads: viewModel.downloads

    Label {
        objectName: "downloadsSummary"
        Layout.fillWidth: true
        visible: text !== ""
        text: part.downloads.summary
        textFormat: Text.PlainText
        color: Theme.quiet
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }

    EmptyState {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        visible: rows.count === 0
        title: qsTr("No downloads")
        text: qsTr("What you fetch is listed here until it is done; it goes on after a restart of DeAI.")
        action: qsTr("Discover models")
        onActed: part.discoverWanted()
    }

    Repeater {
        id: rows

        model: part.downloads.rows

        delegate: DownloadRow {
            objectName: "download " + modelId
            Layout.fillWidth: true
            onPaused: part.downloads.pause(downloadId)
            onWanted: part.downloads.resume(downloadId)
            onFirstWanted: part.downloads.moveFirst(downloadId)
            onCancelled: part.downloads.cancel(downloadId)
            onChatWanted: part.viewModel.chat(modelId)
        }
    }
}
