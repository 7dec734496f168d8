// All conversations: search, begin, open, rename, pin, export, import, delete.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import "../components"

Item {
    id: column

    required property var viewModel
    readonly property var conversations: viewModel.conversations

    function focusSearch() {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    function exportAs(conversationId: string, title: string, suffix: string) {
        fileDialog.conversationId = conversationId;
        fileDialog.defaultSuffix = suffix;
        fileDialog.nameFilters = [suffix === "json" ? qsTr("JSON (*.json)") : qsTr("Markdown (*.md)")];
        fileDialog.selectedFile = fileDialog.currentFolder + "/" + column.conversations.fileName(title, suffix);
        fileDialog.open();
    }

    FileDialog {
        id: fileDialog

        property string conversationId

        title: qsTr("Export conversation")
        fileMode: FileDialog.SaveFile
        onAccepted: column.conversations.export(conversationId, selectedFile)
    }

    FileDialog {
        id: importDialog

        objectName: "importConversationDialog"
        title: qsTr("Import conversation")
        fileMode: FileDialog.OpenFile
        nameFilters: [qsTr("Exported conversations (*.json)")]
        onAccepted: column.conversations.importFile(selectedFile)
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 12
            Layout.bottomMargin: Theme.gap
            spacing: Theme.gap

            TextField {
                id: search

                objectName: "searchField"
                Layout.fillWidth: true
                placeholderText: qsTr("Search")
                text: column.conversations.query
                maximumLength: 200
                onTextEdited: column.conversations.search(text)
                Accessible.name: qsTr("Search conversations")
                Accessible.description: Theme.keys("Ctrl+K")
                Keys.onEscapePressed: event => {
                    event.accepted = text !== "";
                    text = "";
                    column.conversations.search("");
                }
                Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
            }

            IconButton {
                objectName: "newChatButton"
                symbol: "chat-new"
                text: qsTr("New chat")
                keys: "Ctrl+N"
                onClicked: column.viewModel.newConversation()
            }

            IconButton {
                id: columnMenuButton

                objectName: "columnMenuButton"
                symbol: "chat-more"
                text: qsTr("More for conversations")
                onClicked: columnMenu.popup(columnMenuButton, 0, columnMenuButton.height)

                AppMenu {
                    id: columnMenu

                    MenuItem {
                        objectName: "importConversation"
                        text: qsTr("Import conversation…")
                        onTriggered: importDialog.open()
                    }
                }
            }
        }

        ListView {
            id: list

            objectName: "conversationList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: column.conversations.list
            clip: true
            activeFocusOnTab: true
            keyNavigationEnabled: true
            boundsBehavior: Flickable.StopAtBounds
            bottomMargin: 12
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Conversations")
            Keys.onPressed: event => {
                const row = list.currentItem as ConversationRow;
                event.accepted = row !== null && !row.isRenaming;
                if (!event.accepted)
                    return;
                if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)
                    row.open();
                else if (event.key === Qt.Key_F2)
                    row.startRenaming();
                else if (event.key === Qt.Key_P && event.modifiers === Qt.ControlModifier)
                    row.togglePin();
                else if (event.key === Qt.Key_Delete)
                    row.remove();
                else if (event.key === Qt.Key_Home)
                    list.currentIndex = 0;
                else if (event.key === Qt.Key_End)
                    list.currentIndex = list.count - 1;
                else if (event.key === Qt.Key_Menu || (event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier)))
                    row.openMenu();
                else
                    event.accepted = false;
            }
            onActiveFocusChanged: if (activeFocus && currentIndex < 0) currentIndex = 0

            section.property: "group"
            section.delegate: Text {
                required property string section

                width: ListView.view.width
                leftPadding: 20
                topPadding: 12
                bottomPadding: 4
                text: section
                color: Theme.quiet
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }

            delegate: ConversationRow {
                width: list.width
                viewModel: column.viewModel
                onExportWanted: suffix => column.exportAs(conversationId, title, suffix)
            }

            ScrollBar.vertical: ScrollBar {}

            Text {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: 20
                y: 24
                visible: list.count === 0
                text: column.conversations.query === "" ? qsTr("Your conversations will be here.") : qsTr("Nothing was found.")
                wrapMode: Text.Wrap
                horizontalAlignment: Text.AlignHCenter
                color: Theme.quiet
                font.pixelSize: Theme.body
            }
        }
    }
}
