// A button that is an icon; its text is its name for screen readers and its tooltip.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Templates as T

T.AbstractButton {
    id: button

    property string symbol
    property string keys: ""
    property int size: 18

    implicitWidth: Math.round(34 * Theme.scale)
    implicitHeight: Math.round(34 * Theme.scale)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: button.text
    Accessible.description: Theme.keys(button.keys)

    ToolTip.text: button.keys === "" ? button.text : `${button.text} (${Theme.keys(button.keys)})`
    ToolTip.visible: button.hovered || button.visualFocus
    ToolTip.delay: 500

    background: Rectangle {
        radius: 5
        color: Theme.text
        opacity: button.down ? 0.05 : button.hovered ? 0.08 : 0
    }

    contentItem: Item {
        IconImage {
            anchors.centerIn: parent
            source: Theme.icon(button.symbol)
            sourceSize: Qt.size(Math.round(button.size * Theme.scale), Math.round(button.size * Theme.scale))
            color: Theme.text
            opacity: button.enabled ? 1 : 0.4
        }
    }

    FocusRing {
        control: button
        anchors.margins: 0
        radius: 5
    }
}
