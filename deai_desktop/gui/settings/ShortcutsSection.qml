// What the keyboard can do.
import QtQuick
import QtQuick.Layouts
import "../components"

Section {
    required property var viewModel

    title: qsTr("Keyboard shortcuts")
    about: qsTr("F1 shows them anywhere. Tab goes from control to control, Enter or Space presses.")

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: list.implicitHeight + 2 * 6
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke

        ShortcutList {
            id: list

            anchors.fill: parent
            anchors.margins: 6
            anchors.leftMargin: Theme.pad
            anchors.rightMargin: Theme.pad
        }
    }
}
