// Takes model files that are dropped, and shows clearly that it would.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Layouts

DropArea {
    id: area

    property bool accepts: false

    signal fileDropped(file: url)

    function modelsAmong(urls: list<url>): list<url> {
        return urls.filter(one => one.toString().toLowerCase().endsWith(".gguf"));
    }

    onEntered: drag => {
        accepts = drag.hasUrls && modelsAmong(drag.urls).length > 0;
        drag.accepted = accepts;
    }
    onExited: accepts = false
    onDropped: drop => {
        accepts = false;
        for (const file of modelsAmong(drop.urls))
            area.fileDropped(file);
        drop.accept(Qt.LinkAction);
    }

    Rectangle {
        anchors.fill: parent
        visible: area.accepts
        color: Qt.alpha(Theme.window, 0.88)

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.pad
            radius: Theme.radius
            color: Qt.alpha(Theme.accent, 0.12)
            border.color: Theme.accent
            border.width: 2
        }

        ColumnLayout {
            anchors.centerIn: parent
            spacing: Theme.gap

            IconImage {
                Layout.alignment: Qt.AlignHCenter
                source: Theme.icon("file-add")
                sourceSize: Qt.size(40, 40)
                color: Theme.text
            }

            Label {
                Layout.alignment: Qt.AlignHCenter
                text: qsTr("Drop the model file to add it")
                color: Theme.text
                font.pixelSize: Theme.large
                font.weight: Font.DemiBold
            }

            Label {
                Layout.alignment: Qt.AlignHCenter
                text: qsTr("It stays where it is; nothing is copied.")
                color: Theme.quiet
                font.pixelSize: Theme.body
            }
        }
    }
}
