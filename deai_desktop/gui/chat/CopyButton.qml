// Copies a message and shows for a moment that it did.
import QtQuick
import "../components"

IconButton {
    id: button

    property bool isDone: false

    symbol: button.isDone ? "chat-done" : "chat-copy"
    text: button.isDone ? qsTr("Copied") : qsTr("Copy")
    size: 16
    implicitHeight: Math.round(28 * Theme.scale)
    onClicked: {
        button.isDone = true;
        back.restart();
    }

    Timer {
        id: back

        interval: 2000
        onTriggered: button.isDone = false
    }
}
