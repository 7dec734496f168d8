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

    NumberSetting {
        viewModel: section.viewModel
        name: "downloads.bandwidth_limit"
        title: qsTr("Limit of downloads")
        about: qsTr("Most kilobytes a second that fetching models may use.")
        step: 500
        special: 0
        specialText: qsTr("No limit")
    }
}
