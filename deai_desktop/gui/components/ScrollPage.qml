// A page that scrolls: its content in the middle, and what the keyboard has reached always in view.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

Flickable {
    id: scroller

    default property alias content: column.data
    property alias spacing: column.spacing
    property int beside: Theme.wide // least room at the left and the right
    property int above: Theme.pad
    property int below: Theme.wide

    readonly property Item focused: Window.activeFocusItem

    function reveal(item: Item): void {
        if (!visible || !holds(item))
            return;
        const top = contentItem.mapFromItem(item, 0, 0).y - Theme.wide;
        const bottom = top + item.height + 2 * Theme.wide;
        if (top < contentY)
            contentY = Math.max(0, top);
        else if (bottom > contentY + height)
            contentY = Math.max(0, Math.min(contentHeight - height, bottom - height));
    }

    function holds(item: Item): bool {
        for (let one = item; one; one = one.parent)
            if (one === contentItem)
                return true;
        return false;
    }

    onFocusedChanged: reveal(focused)
    contentHeight: column.height + above + below
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    ScrollBar.vertical: ScrollBar {}

    ColumnLayout {
        id: column

        x: Math.max(scroller.beside, (scroller.width - width) / 2)
        y: scroller.above
        width: Math.min(Theme.column, scroller.width - 2 * scroller.beside)
        spacing: Theme.gap
    }
}
