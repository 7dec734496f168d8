// Models that other programs hold, to be used where they lie.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

AppDialog {
    id: dialog

    required property var library // a LibraryViewModel

    function begin(): void {
        dialog.library.look();
        dialog.open();
    }

    title: qsTr("Found on this PC")
    wished: 640

    contentItem: ColumnLayout {
        spacing: Theme.gap

        Text {
            Layout.fillWidth: true
            text: qsTr("Models of LM Studio, Ollama, Jan, GPT4All and the Hugging Face cache can be used where they lie: nothing is copied, and those programs keep them.")
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            Layout.bottomMargin: Theme.gap
            visible: dialog.library.foundText !== ""
            spacing: Theme.pad

            BusyIndicator {
                visible: running
                running: dialog.visible && dialog.library.isLooking
                Layout.preferredWidth: Math.round(24 * Theme.scale)
                Layout.preferredHeight: Math.round(24 * Theme.scale)
                padding: 0
                Accessible.name: dialog.library.foundText
            }

            Text {
                objectName: "foundText"
                Layout.fillWidth: true
                text: dialog.library.foundText
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.quiet
                font.pixelSize: Theme.body
            }
        }

        ListView {
            id: list

            objectName: "foundList"
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(contentHeight, 340 * Theme.scale)
            Layout.maximumHeight: Math.max(80, (dialog.Overlay.overlay?.height ?? 600) - 170 - 110 * Theme.scale)
            visible: count > 0
            model: dialog.library.found
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            reuseItems: false
            cacheBuffer: 10000 // all can be reached by Tab
            Accessible.role: Accessible.List
            Accessible.name: dialog.title

            ScrollBar.vertical: ScrollBar {
                policy: list.contentHeight > list.height ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            }

            delegate: FoundRow {
                width: list.width - Theme.pad
                library: dialog.library
                onReached: index => list.positionViewAtIndex(index, ListView.Contain)
            }
        }
    }

    footer: DialogButtonBox {
        Button {
            objectName: "useFound"
            enabled: dialog.library.chosenCount > 0
            highlighted: enabled
            text: dialog.library.chosenCount > 1 ? qsTr("Use %1 models").arg(dialog.library.chosenCount) : qsTr("Use in place")
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: {
                dialog.library.use();
                dialog.close();
            }
        }

        Button {
            text: qsTr("Close")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }
}
