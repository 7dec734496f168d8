// What stands where nothing is to be shown yet: what is going on or missing, and what to do.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

Pane {
    id: empty

    property string title: ""
    property string text: ""
    property string action: ""
    property bool isWaiting: false
    signal acted

    padding: Theme.wide

    background: Rectangle {
        radius: Theme.radius
        color: Theme.layer
        border.color: Theme.stroke
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap

        BusyIndicator {
            Layout.alignment: Qt.AlignHCenter
            visible: running
            running: empty.isWaiting && empty.visible
            Accessible.name: heading.text
        }

        Label {
            id: heading

            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: empty.title
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: empty.text
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.body
            wrapMode: Text.Wrap
        }

        Button {
            objectName: "emptyAction"
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.gap
            visible: empty.action !== ""
            text: empty.action
            onClicked: empty.acted()
        }
    }
}
