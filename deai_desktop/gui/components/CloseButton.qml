// A small cross that takes something away.
import QtQuick
import QtQuick.Controls

ToolButton {
    icon.source: Theme.icon("notice-close")
    icon.width: 14
    icon.height: 14
    icon.color: Theme.text
    display: AbstractButton.IconOnly
    implicitWidth: 32
    implicitHeight: 32
    Accessible.name: text
    ToolTip.text: text
    ToolTip.visible: hovered
    ToolTip.delay: 600
}
