// The window itself: its frame and its rail are painted first, the pages come as soon as the program is there.
import QtQuick
import QtQuick.Layouts
import "components"

ThemedWindow {
    id: window

    required property var appearance
    property var app: null

    title: window.app && window.app.link.place !== "" ? "DeAI – " + window.app.link.place : "DeAI"
    width: 1100
    height: 720
    minimumWidth: Math.round(560 + 240 * (Theme.scale - 1))
    minimumHeight: 420
    font.pixelSize: Theme.body
    onAppChanged: pages.setSource("Pages.qml", { app: window.app })

    onClosing: event => {
        event.accepted = false;
        if (!window.app)
            Qt.quit();
        else if (window.app.hides())
            window.hide();
        else
            window.app.quit();
    }

    Binding {
        target: Theme
        property: "scale"
        value: window.appearance.textSize / 100
    }

    Binding {
        target: Theme
        property: "icons"
        value: window.appearance.icons
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        NavigationRail {
            objectName: "rail"
            Layout.fillHeight: true
            page: window.app ? window.app.page : 0
            downloads: window.app ? window.app.models.downloads.unfinished : 0
            onChosen: page => {
                if (window.app)
                    window.app.page = page;
            }
        }

        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            topLeftRadius: Theme.radius
            color: Theme.layer
            border.color: Theme.stroke

            Loader {
                id: pages

                anchors.fill: parent
                anchors.leftMargin: 1
                anchors.topMargin: 1
            }
        }
    }
}
