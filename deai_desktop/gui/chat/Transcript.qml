// The messages; stays at the end while an answer grows, unless the person looks elsewhere.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import "../components"

ListView {
    id: list

    required property var viewModel
    readonly property Item focused: Window.activeFocusItem
    property bool follows: true
    readonly property bool isAtEnd: contentY + height >= originY + contentHeight - 40

    function goToEnd() {
        follows = true;
        stay();
    }

    function stay() {
        if (follows && count > 0)
            positionViewAtEnd();
    }

    // Show the new end in the frame that shows the new text, not in one of its own.
    function grow() {
        if (follows) {
            forceLayout();
            stay();
        }
    }

    // Keep what the keyboard has reached in view.
    function reveal(item: Item) {
        if (!item || !item.activeFocusOnTab || !holds(item))
            return;
        const top = contentItem.mapFromItem(item, 0, 0).y - Theme.wide;
        const bottom = top + item.height + 2 * Theme.wide;
        if (top < contentY)
            scroll(top - contentY);
        else if (bottom > contentY + height)
            scroll(bottom - contentY - height);
    }

    function holds(item: Item): bool {
        for (let one = item; one; one = one.parent)
            if (one === contentItem)
                return true;
        return false;
    }

    function scroll(distance: real) {
        const end = Math.max(originY, originY + contentHeight - height);
        contentY = Math.max(originY, Math.min(end, contentY + distance));
        follows = isAtEnd;
    }

    onFocusedChanged: Qt.callLater(reveal, focused)
    currentIndex: -1 // no message has the keyboard
    model: viewModel.messages
    clip: true
    spacing: Theme.gap
    boundsBehavior: Flickable.StopAtBounds
    reuseItems: false
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")
    onContentHeightChanged: Qt.callLater(stay)
    onHeightChanged: Qt.callLater(stay)
    onContentYChanged: if (moving || bar.pressed) follows = isAtEnd
    Keys.onUpPressed: scroll(-60)
    Keys.onDownPressed: scroll(60)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_PageUp)
            scroll(-height * 0.9);
        else if (event.key === Qt.Key_PageDown)
            scroll(height * 0.9);
        else if (event.key === Qt.Key_Home) {
            follows = false;
            positionViewAtBeginning();
        } else if (event.key === Qt.Key_End)
            goToEnd();
        else
            event.accepted = false;
    }

    header: Item {
        implicitHeight: Theme.gap
    }

    footer: Item {
        implicitHeight: Theme.pad
    }

    delegate: Message {
        width: list.width
        viewModel: list.viewModel
        onGrown: list.grow()
    }

    ScrollBar.vertical: ScrollBar {
        id: bar
    }

    // The list itself would give the keyboard back to whatever had it last among the messages.
    Rectangle {
        parent: list
        anchors.fill: parent
        focus: true
        activeFocusOnTab: true
        color: "transparent"
        border.width: activeFocus ? 2 : 0
        border.color: Theme.text
        radius: Theme.radius
        Accessible.role: Accessible.Document
        Accessible.name: qsTr("Messages")
    }

    RoundButton {
        id: endButton

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        visible: !list.isAtEnd && !list.follows
        icon.source: Theme.icon("chat-end")
        icon.color: Theme.text
        icon.width: Math.round(20 * Theme.scale)
        icon.height: Math.round(20 * Theme.scale)
        display: AbstractButton.IconOnly
        text: qsTr("Go to the end")
        Accessible.name: text
        ToolTip.text: text
        ToolTip.visible: hovered
        onClicked: list.goToEnd()

        background: Rectangle {
            implicitWidth: Math.round(36 * Theme.scale)
            implicitHeight: implicitWidth
            radius: width / 2
            color: endButton.hovered ? Theme.layer : Theme.card
            border.color: endButton.visualFocus ? Theme.text : Theme.stroke
        }
    }
}
