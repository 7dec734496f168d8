// One conversation: opens with a click, renamed in place with F2, pinned with Ctrl+P, the rest in its menu.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ItemDelegate {
    id: row

    required property int index
    required property string conversationId
    required property string title
    required property string snippet
    required property bool isPinned
    required property var viewModel
    readonly property bool isOpen: row.viewModel.conversationId === row.conversationId
    property bool isRenaming: false
    signal exportWanted(string suffix)

    function open() {
        row.ListView.view.currentIndex = row.index;
        row.viewModel.openConversation(row.conversationId);
    }

    function startRenaming() {
        row.ListView.view.currentIndex = row.index;
        row.isRenaming = true;
        field.text = row.title;
        field.forceActiveFocus();
        field.selectAll();
    }

    function endRenaming(isTaken: bool) {
        if (!row.isRenaming)
            return;
        row.isRenaming = false;
        field.focus = false;
        if (isTaken && field.text !== row.title)
            row.viewModel.conversations.rename(row.conversationId, field.text);
        row.ListView.view.forceActiveFocus();
    }

    function togglePin() {
        row.viewModel.conversations.setPinned(row.conversationId, !row.isPinned);
    }

    function openMenu() {
        menu.popup(row, 24, row.height);
    }

    function remove() {
        row.viewModel.conversations.remove(row.conversationId);
    }

    objectName: "conversationRow"
    text: row.title
    highlighted: false
    hoverEnabled: true
    leftPadding: 0
    rightPadding: 0
    topPadding: 0
    bottomPadding: 0
    implicitHeight: Math.max(Math.round(36 * Theme.scale), content.implicitHeight + 14)
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: row.title
    Accessible.description: row.isPinned ? [qsTr("Pinned"), row.snippet].join(" ").trim() : row.snippet
    Accessible.selected: row.isOpen
    onClicked: row.open()
    onDoubleClicked: row.startRenaming()

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.gap
            anchors.topMargin: 1
            anchors.bottomMargin: 1
            radius: 6
            color: Theme.text
            opacity: row.isOpen ? 0.08 : row.hovered || menu.visible ? 0.05 : 0
        }

        Rectangle {
            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            width: 3
            height: 16
            radius: 1.5
            color: Theme.accent
            visible: row.isOpen
        }

        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.gap
            radius: 6
            color: "transparent"
            border.width: 2
            border.color: Theme.text
            visible: row.ListView.isCurrentItem && row.ListView.view.activeFocus && !row.isRenaming
        }
    }

    contentItem: Item {
        ColumnLayout {
            id: content

            anchors.left: parent.left
            anchors.right: more.left
            anchors.leftMargin: 20
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2

            Text {
                Layout.fillWidth: true
                visible: !row.isRenaming
                text: row.title
                textFormat: Text.PlainText
                elide: Text.ElideRight
                maximumLineCount: 1
                color: Theme.text
                font.pixelSize: Theme.body
            }

            TextField {
                id: field

                objectName: "renameField"
                Layout.fillWidth: true
                visible: row.isRenaming
                maximumLength: 200
                Accessible.name: qsTr("New title")
                onAccepted: row.endRenaming(true)
                onActiveFocusChanged: if (!activeFocus) row.endRenaming(true)
                Keys.onEscapePressed: row.endRenaming(false)
            }

            Text {
                Layout.fillWidth: true
                visible: row.snippet !== "" && !row.isRenaming
                text: row.snippet
                textFormat: Text.PlainText
                elide: Text.ElideRight
                maximumLineCount: 2
                wrapMode: Text.Wrap
                color: Theme.quiet
                font.pixelSize: Theme.small
            }
        }

        IconButton {
            id: more

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            implicitWidth: Math.round(30 * Theme.scale)
            implicitHeight: Math.round(30 * Theme.scale)
            symbol: "chat-more"
            text: qsTr("More for “%1”").arg(row.title)
            focusPolicy: Qt.NoFocus
            opacity: row.hovered || menu.visible || row.ListView.isCurrentItem && row.ListView.view.activeFocus ? 1 : 0
            visible: !row.isRenaming
            onClicked: menu.popup(more, 0, more.height)
        }
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: menu.popup()
    }

    AppMenu {
        id: menu

        MenuItem {
            text: qsTr("Rename (%1)").arg("F2")
            onTriggered: row.startRenaming()
        }

        MenuItem {
            text: (row.isPinned ? qsTr("Unpin (%1)") : qsTr("Pin (%1)")).arg(Theme.keys("Ctrl+P"))
            onTriggered: row.togglePin()
        }

        MenuItem {
            text: qsTr("Export as Markdown…")
            onTriggered: row.exportWanted("md")
        }

        MenuItem {
            text: qsTr("Export as JSON…")
            onTriggered: row.exportWanted("json")
        }

        MenuSeparator {}

        MenuItem {
            text: qsTr("Delete")
            onTriggered: row.remove()
        }
    }
}
