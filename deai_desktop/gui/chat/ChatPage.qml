// Conversations on the left, the one that is open in the middle, how it is answered on the right.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: page

    required property var viewModel
    readonly property bool isNarrow: width < 760 * Theme.scale
    property bool showsColumn: true

    padding: 0
    background: null
    onIsNarrowChanged: showsColumn = !isNarrow
    Component.onCompleted: viewModel.composer.focusRequested()

    Connections {
        target: page.viewModel

        function onSearchRequested() {
            page.showsColumn = true;
            column.focusSearch();
        }

        function onModelPickerRequested() {
            bar.openPicker();
        }

        function onMessagesShown() {
            transcript.goToEnd();
            if (page.isNarrow)
                page.showsColumn = false;
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        ConversationColumn {
            id: column

            objectName: "conversationColumn"
            Layout.fillHeight: true
            Layout.fillWidth: page.isNarrow
            Layout.preferredWidth: Math.round(264 * Theme.scale)
            visible: page.showsColumn
            viewModel: page.viewModel
        }

        Rectangle {
            Layout.fillHeight: true
            implicitWidth: 1
            color: Theme.stroke
            visible: column.visible
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !(page.isNarrow && (page.showsColumn || panel.visible))
            spacing: 0

            ChatBar {
                id: bar

                Layout.fillWidth: true
                viewModel: page.viewModel
                showsColumn: page.showsColumn
                showsOptions: panel.visible
                onColumnToggled: page.showsColumn = !page.showsColumn
                onOptionsToggled: panel.visible = !panel.visible
            }

            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                Transcript {
                    id: transcript

                    objectName: "transcript"
                    anchors.fill: parent
                    viewModel: page.viewModel
                    visible: count > 0
                }

                EmptyChat {
                    anchors.fill: parent
                    viewModel: page.viewModel
                    visible: transcript.count === 0 && page.viewModel.conversationId === "" && !page.viewModel.isAnswering
                }
            }

            Composer {
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.column
                Layout.alignment: Qt.AlignHCenter
                Layout.leftMargin: Theme.wide
                Layout.rightMargin: Theme.wide
                Layout.bottomMargin: Theme.pad
                viewModel: page.viewModel
            }
        }

        Rectangle {
            Layout.fillHeight: true
            implicitWidth: 1
            color: Theme.stroke
            visible: panel.visible
        }

        OptionsPanel {
            id: panel

            objectName: "optionsPanel"
            Layout.fillHeight: true
            Layout.fillWidth: page.isNarrow
            Layout.preferredWidth: Math.round(288 * Theme.scale)
            visible: false
            viewModel: page.viewModel
            onClosed: visible = false
        }
    }

    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onEntered: drag => drag.accepted = drag.urls.every(url => !url.toString().toLowerCase().endsWith(".gguf"))
        onDropped: drop => drop.urls.forEach(url => page.viewModel.takeFile(url))

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.gap
            visible: parent.containsDrag
            radius: Theme.radius
            color: Theme.card
            opacity: 0.94
            border.color: Theme.accent
            border.width: 2

            Text {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.pad
                text: qsTr("Drop a text file to attach it, or an exported conversation to import it")
                wrapMode: Text.Wrap
                horizontalAlignment: Text.AlignHCenter
                color: Theme.text
                font.pixelSize: Theme.large
            }
        }
    }
}
