// A menu as wide as its widest entry, whatever the language and the size of text.
import QtQuick
import QtQuick.Controls

Menu {
    id: menu

    readonly property real widest: {
        let most = 0;
        for (let place = 0; place < menu.count; ++place)
            most = Math.max(most, menu.itemAt(place)?.implicitWidth ?? 0);
        return most;
    }

    font.pixelSize: Theme.body
    width: Math.max(180, menu.widest + menu.leftPadding + menu.rightPadding)
}
