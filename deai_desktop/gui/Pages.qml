// What the window shows: pages, over them what went wrong and what is new, and the keys that work everywhere.
import QtQuick
import QtQuick.Layouts
import "components"
import "pools"

Item {
    id: pages

    required property var app

    readonly property bool isNew: app.firstRun.needed

    function startChat() {
        pages.app.page = 0;
        pages.app.chat.newConversation();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Banners {
            Layout.fillWidth: true
            Layout.margins: 12
            app: pages.app
        }

        StackLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            currentIndex: pages.app.page

            PageLoader {
                objectName: "chatLoader"
                page: Qt.resolvedUrl(pages.isNew ? "first_run/FirstRunPage.qml" : "chat/ChatPage.qml")
                viewModel: pages.isNew ? pages.app.firstRun : pages.app.chat
                wanted: true
            }

            PageLoader {
                objectName: "modelsLoader"
                page: Qt.resolvedUrl("models/ModelsPage.qml")
                viewModel: pages.app.models
                wanted: pages.app.page === 1
            }

            PageLoader {
                objectName: "poolsLoader"
                page: Qt.resolvedUrl("pools/PoolsPage.qml")
                viewModel: pages.app.pools
                wanted: pages.app.page === 2
            }

            PageLoader {
                objectName: "settingsLoader"
                page: Qt.resolvedUrl("settings/SettingsPage.qml")
                viewModel: pages.app.settings
                wanted: pages.app.page === 3
            }
        }
    }

    Toasts {
        readonly property int composerRoom: Math.round(80 * Theme.scale) + Theme.wide // not over what is being written

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: pages.app.page === 0 && !pages.isNew ? composerRoom : Theme.wide
        width: Math.min(implicitWidth, parent.width - 2 * Theme.pad)
        notices: pages.app.notices
    }

    TrustDialog {
        objectName: "trustDialog"
        trusting: pages.app.pools.trusting
    }

    ShortcutsDialog {
        id: shortcuts

        objectName: "shortcutsDialog"
    }

    Shortcut {
        sequences: ["Ctrl+N"]
        enabled: !pages.isNew
        onActivated: pages.startChat()
    }

    Shortcut {
        sequences: ["Ctrl+K"]
        enabled: !pages.isNew
        onActivated: {
            pages.app.page = 0;
            pages.app.chat.searchRequested();
        }
    }

    Shortcut {
        sequences: ["Ctrl+L"]
        enabled: !pages.isNew
        onActivated: {
            pages.app.page = 0;
            pages.app.chat.modelPickerRequested();
        }
    }

    Shortcut {
        sequences: ["Ctrl+1"]
        onActivated: pages.app.page = 0
    }

    Shortcut {
        sequences: ["Ctrl+2"]
        onActivated: pages.app.page = 1
    }

    Shortcut {
        sequences: ["Ctrl+3"]
        onActivated: pages.app.page = 2
    }

    Shortcut {
        sequences: ["Ctrl+4", "Ctrl+,"]
        onActivated: pages.app.page = 3
    }

    Shortcut {
        sequences: ["Esc"]
        enabled: pages.app.page === 0 && !pages.isNew && !shortcuts.opened && pages.app.chat.isAnswering
        onActivated: pages.app.chat.stop()
    }

    Shortcut {
        sequences: ["F1"]
        onActivated: shortcuts.open()
    }

    Shortcut {
        sequences: ["Ctrl+Q"]
        onActivated: pages.app.quit()
    }
}
