// Text of an answer: can be selected, never fetches anything, opens web addresses after a click only.
import QtQuick
import QtQuick.Controls
import "../components"

TextEdit {
    id: edit

    required property string html
    required property var formulas
    readonly property bool hasFormulas: html.includes("<math")

    text: hasFormulas ? formulas.inText(html, font.pixelSize, color, Screen.devicePixelRatio, formulas.revision) : html
    objectName: "richText"
    textFormat: TextEdit.RichText
    readOnly: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.accent
    font.pixelSize: Theme.body
    Accessible.role: Accessible.StaticText
    Accessible.name: {
        const words = getText(0, Math.min(length, 2000));
        return hasFormulas ? formulas.spoken(text, words, "") : words;
    }
    Keys.onPressed: event => {
        if (hasFormulas && selectedText !== "" && event.matches(StandardKey.Copy)) {
            formulas.copy(text, getText(selectionStart, selectionEnd), getText(0, selectionStart));
            event.accepted = true;
        }
    }
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
