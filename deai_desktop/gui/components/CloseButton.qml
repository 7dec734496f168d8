// A small cross that takes something away.
import QtQuick
import QtQuick.Controls

ToolButton {
    icon.source: Theme.icon("notice-close")
    icon.width: Math.round(14 * Theme.scale)
    icon.height: Math.round(14 * Theme.scale)
    icon.color: Theme.text
    display: AbstractButton.IconOnly
    implicitWidth: Math.round(32 * Theme.scale)
    implicitHeight: Math.round(32 * Theme.scale)
    Accessible.name: text
    ToolTip.text: text
    ToolTip.visible: hovered
    ToolTip.delay: 600
}
