// What belongs to no other section.
import QtQuick
import QtQuick.Controls

Section {
    id: section

    required property var viewModel

    title: qsTr("General")

    SettingCard {
        title: qsTr("Stay beside the clock when the window is closed")
        about: qsTr("Models stay ready and programs can go on using the local API. Off: closing the window quits DeAI.")

        Switch {
            objectName: "closeToTray"
            checked: section.viewModel.closeToTray
            onToggled: section.viewModel.closeToTray = checked
            Accessible.name: qsTr("Stay beside the clock when the window is closed")
        }
    }

    SettingCard {
        title: qsTr("Start when you sign in")
        about: section.viewModel.autostart.blocked || qsTr("DeAI waits beside the clock, without opening its window.")

        Switch {
            id: autostart

            objectName: "autostart"
            checked: section.viewModel.autostart.on
            onToggled: {
                section.viewModel.autostart.on = checked;
                checked = Qt.binding(() => section.viewModel.autostart.on);
            }
            onVisibleChanged: if (visible)
                section.viewModel.autostart.refresh()
            Accessible.name: qsTr("Start when you sign in")
        }
    }
}
