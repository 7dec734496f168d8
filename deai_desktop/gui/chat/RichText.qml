// Text of an answer: can be selected, never fetches anything, opens web addresses after a click only.
import QtQuick
import QtQuick.Controls
import "../components"

TextEdit {
    id: edit

    textFormat: TextEdit.RichText
    readOnly: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.accent
    font.pixelSize: Theme.body
    Accessible.role: Accessible.StaticText
    Accessible.name: getText(0, Math.min(length, 2000))
    onLinkActivated: link => {
        if (/^https?:\/\//.test(link))
            Qt.openUrlExternally(link);
    }

    HoverHandler {
        cursorShape: edit.hoveredLink === "" ? Qt.IBeamCursor : Qt.PointingHandCursor
    }

    ToolTip.text: edit.hoveredLink
    ToolTip.visible: edit.hoveredLink !== ""
    ToolTip.delay: 300
}
