// A button with an icon before its words.
import QtQuick.Controls

Button {
    property string symbol

    icon.source: Theme.icon(symbol)
    icon.color: !enabled ? Theme.quiet : highlighted ? Theme.accentText : Theme.text
    icon.width: Math.round(16 * Theme.scale)
    icon.height: Math.round(16 * Theme.scale)
}
