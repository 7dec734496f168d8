// The window: a rail of pages, the page itself, and over it what went wrong and what is new.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "components"

ApplicationWindow {
    id: window

    required property var app

    readonly property bool isNew: app.firstRun.needed

    function startChat() {
        window.app.page = 0;
        window.app.chat.newConversation();
    }

    title: "DeAI"
    width: 1100
    height: 720
    minimumWidth: 560
    minimumHeight: 420
    color: Theme.window
    font.pixelSize: Theme.body

    onClosing: event => {
        event.accepted = false;
        if (window.app.hides())
            window.hide();
        else
            window.app.quit();
    }

    Binding {
        target: Theme
        property: "scale"
        value: window.app.appearance.textSize / 100
    }

    Binding {
        target: Theme
        property: "icons"
        value: window.app.icons
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        NavigationRail {
            id: rail

            objectName: "rail"
            Layout.fillHeight: true
            page: window.app.page
            onChosen: page => window.app.page = page
        }

        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            topLeftRadius: Theme.radius
            color: Theme.layer
            border.color: Theme.stroke

            ColumnLayout {
                anchors.fill: parent
                anchors.leftMargin: 1
                anchors.topMargin: 1
                spacing: 0

                Banners {
                    Layout.fillWidth: true
                    Layout.margins: 12
                    app: window.app
                }

                StackLayout {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    currentIndex: window.app.page

                    PageLoader {
                        objectName: "chatLoader"
                        page: Qt.resolvedUrl(window.isNew ? "first_run/FirstRunPage.qml" : "chat/ChatPage.qml")
                        viewModel: window.isNew ? window.app.firstRun : window.app.chat
                        wanted: true
                    }

                    PageLoader {
                        objectName: "modelsLoader"
                        page: Qt.resolvedUrl("models/ModelsPage.qml")
                        viewModel: window.app.models
                        wanted: window.app.page === 1
                    }

                    PageLoader {
                        objectName: "settingsLoader"
                        page: Qt.resolvedUrl("settings/SettingsPage.qml")
                        viewModel: window.app.settings
                        wanted: window.app.page === 2
                    }
                }
            }
        }
    }

    Toasts {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: rail.width / 2
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wide
        width: Math.min(implicitWidth, parent.width - rail.width - 2 * Theme.pad)
        notices: window.app.notices
    }

    ShortcutsDialog {
        id: shortcuts

        objectName: "shortcutsDialog"
    }

    Shortcut {
        sequences: ["Ctrl+N"]
        enabled: !window.isNew
        onActivated: window.startChat()
    }

    Shortcut {
        sequences: ["Ctrl+K"]
        enabled: !window.isNew
        onActivated: {
            window.app.page = 0;
            window.app.chat.requestSearch();
        }
    }

    Shortcut {
        sequences: ["Ctrl+L"]
        enabled: !window.isNew
        onActivated: {
            window.app.page = 0;
            window.app.chat.requestModelPicker();
        }
    }

    Shortcut {
        sequences: ["Ctrl+1"]
        onActivated: window.app.page = 0
    }

    Shortcut {
        sequences: ["Ctrl+2"]
        onActivated: window.app.page = 1
    }

    Shortcut {
        sequences: ["Ctrl+3", "Ctrl+,"]
        onActivated: window.app.page = 2
    }

    Shortcut {
        sequences: ["Esc"]
        enabled: window.app.page === 0 && !window.isNew && !shortcuts.opened && window.app.chat.isAnswering
        onActivated: window.app.chat.stop()
    }

    Shortcut {
        sequences: ["F1"]
        onActivated: shortcuts.open()
    }

    Shortcut {
        sequences: ["Ctrl+Q"]
        onActivated: window.app.quit()
    }
}
