// Shows where the keyboard is; give it the control that it surrounds.
import QtQuick
import QtQuick.Templates as T

Rectangle {
    required property T.AbstractButton control

    anchors.fill: control
    anchors.margins: -2
    radius: Theme.radius
    color: "transparent"
    border.width: 2
    border.color: Theme.text
    visible: control.visualFocus
}
