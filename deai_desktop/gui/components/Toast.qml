// News that go by themselves, unless the pointer or the keyboard is on them.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

Rectangle {
    id: toast

    property string text
    property string action
    signal acted
    signal closed

    readonly property bool isHeld: hover.hovered || button.activeFocus || cross.activeFocus

    implicitWidth: Math.min(480 * Theme.scale, content.implicitWidth + Theme.pad + 2 * Theme.gap)
    implicitHeight: Math.max(48, content.implicitHeight + 2 * Theme.gap)
    radius: Theme.radius
    color: Theme.contrast ? Theme.card : Theme.dark ? "#3a3a3a" : "#ffffff"
    border.color: Theme.contrast ? Theme.stroke : Theme.dark ? "#4a4a4a" : "#d6d6d6"

    Accessible.role: Accessible.Notification
    Accessible.name: toast.text

    HoverHandler {
        id: hover
    }

    Timer {
        interval: toast.action === "" ? 4000 : 8000
        running: !toast.isHeld
        onTriggered: toast.closed()
    }

    RowLayout {
        id: content

        anchors.fill: parent
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.gap
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        spacing: Theme.gap

        Text {
            Layout.fillWidth: true
            text: toast.text
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.body
        }

        Button {
            id: button

            visible: toast.action !== ""
            text: toast.action
            onClicked: toast.acted()
        }

        CloseButton {
            id: cross

            text: qsTr("Close message")
            onClicked: toast.closed()
        }
    }
}
