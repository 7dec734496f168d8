// The parts of a page, side by side above it; Left and Right walk between them.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: pivot

    required property list<string> names
    property var counts: [] // a number beside a name; 0 shows none
    property int current: 0
    signal chosen(int place)

    function walk(step: int): void {
        const place = Math.max(0, Math.min(pivot.names.length - 1, pivot.current + step));
        pivot.chosen(place);
        buttons.itemAt(place).forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.gap
    Accessible.role: Accessible.PageTabList

    Repeater {
        id: buttons

        model: pivot.names.length // not the names: another language must not make them anew

        delegate: PivotButton {
            required property int index

            objectName: "part" + index
            text: pivot.names[index]
            count: pivot.counts[index] ?? 0
            checked: pivot.current === index
            onClicked: pivot.chosen(index)
            Keys.onLeftPressed: pivot.walk(-1)
            Keys.onRightPressed: pivot.walk(1)
        }
    }

    Item {
        Layout.fillWidth: true
    }
}
