// The window's pages, at its left edge; Up and Down walk between them.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: rail

    required property int page
    property int downloads: 0 // running and waiting
    signal chosen(int page)

    function takeFocus() {
        buttons.children[rail.page].forceActiveFocus(Qt.TabFocusReason);
    }

    implicitWidth: Math.max(Theme.rail, buttons.implicitWidth + Theme.gap)
    color: Theme.window

    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    ColumnLayout {
        id: buttons

        anchors.fill: parent
        anchors.margins: Theme.gap / 2
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        spacing: Theme.gap / 2

        RailButton {
            id: chat

            Layout.fillWidth: true
            objectName: "railChat"
            text: qsTr("Chat")
            shortcut: "Ctrl+1"
            icon.source: Theme.icon("rail-chat")
            checked: rail.page === 0
            onClicked: rail.chosen(0)
            KeyNavigation.down: models
        }

        RailButton {
            id: models

            Layout.fillWidth: true
            objectName: "railModels"
            text: qsTr("Models")
            shortcut: "Ctrl+2"
            icon.source: Theme.icon("rail-models")
            count: rail.downloads
            counted: rail.downloads === 1 ? qsTr("1 download") : qsTr("%1 downloads").arg(rail.downloads)
            checked: rail.page === 1
            onClicked: rail.chosen(1)
            KeyNavigation.down: pools
        }

        RailButton {
            id: pools

            Layout.fillWidth: true
            objectName: "railPools"
            text: qsTr("Pool")
            shortcut: "Ctrl+3"
            icon.source: Theme.icon("rail-pools")
            checked: rail.page === 2
            onClicked: rail.chosen(2)
            KeyNavigation.down: settings
        }

        RailButton {
            id: settings

            Layout.fillWidth: true
            objectName: "railSettings"
            text: qsTr("Settings")
            shortcut: "Ctrl+4"
            icon.source: Theme.icon("rail-settings")
            checked: rail.page === 3
            onClicked: rail.chosen(3)
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
