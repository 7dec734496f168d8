// One section in the list; the list holds the keyboard, so that Tab passes it in one step.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: control

    required property bool current
    required property bool hasKeyboard
    property bool isNarrow: false // the icon alone

    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    implicitHeight: Math.max(40, label.implicitHeight + 2 * Theme.gap)
    font.pixelSize: Theme.body

    ToolTip.text: control.text
    ToolTip.visible: control.isNarrow && control.hovered
    ToolTip.delay: 500

    Accessible.role: Accessible.ListItem
    Accessible.name: control.text
    Accessible.selected: control.current

    background: Rectangle {
        radius: Theme.radius
        color: Theme.text
        opacity: control.current ? 0.08 : control.hovered ? 0.05 : 0
    }

    contentItem: Item {
        IconImage {
            id: symbol

            x: 12
            anchors.verticalCenter: parent.verticalCenter
            source: control.icon.source
            sourceSize: Qt.size(Math.round(18 * Theme.scale), Math.round(18 * Theme.scale))
            color: Theme.text
        }

        Text {
            id: label

            anchors.left: symbol.right
            anchors.leftMargin: 12
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            visible: !control.isNarrow
            text: control.text
            elide: Text.ElideRight
            font: control.font
            color: Theme.text
        }
    }

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: 3
        height: 16
        radius: 1.5
        color: Theme.accent
        visible: control.current
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: "transparent"
        border.width: 2
        border.color: Theme.text
        visible: control.hasKeyboard
    }
}
