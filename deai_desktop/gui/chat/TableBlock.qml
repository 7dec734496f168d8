// A table; one that is wider than the column scrolls.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls

Flickable {
    id: view

    required property string html
    required property var formulas

    implicitHeight: text.implicitHeight + (interactive ? 12 : 0)
    contentWidth: text.width
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentWidth > width
    clip: true

    RichText {
        id: text

        width: Math.min(implicitWidth, 3 * view.width)
        html: view.html
        formulas: view.formulas
    }

    ScrollBar.horizontal: bar.item as ScrollBar

    Loader {
        id: bar

        active: view.interactive

        sourceComponent: ScrollBar {
            parent: view
            orientation: Qt.Horizontal
        }
    }
}
