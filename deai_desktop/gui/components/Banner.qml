// An error that stays until it is closed or mended: what happened, why, and what to do.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Layouts

Rectangle {
    id: banner

    property string title
    property string message
    property string hint
    property string action
    property bool closable: true
    signal acted
    signal closed

    implicitHeight: content.implicitHeight + 2 * 10
    color: Theme.contrast ? Theme.card : Theme.dark ? "#442726" : "#fde7e9"
    border.color: Theme.contrast ? Theme.stroke : Theme.dark ? "#5c3533" : "#f1c6c9"
    radius: Theme.radius

    Accessible.role: Accessible.AlertMessage
    Accessible.name: [title, message, hint].filter(Boolean).join(" ")

    RowLayout {
        id: content

        anchors.fill: parent
        anchors.margins: 10
        anchors.leftMargin: Theme.pad
        spacing: 12

        IconImage {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 6
            source: Theme.icon("notice-error")
            sourceSize: Qt.size(Math.round(20 * Theme.scale), Math.round(20 * Theme.scale))
            color: Theme.danger
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.topMargin: 5
            Layout.bottomMargin: 5
            spacing: 2

            Text {
                Layout.fillWidth: true
                text: banner.title
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
            }

            Text {
                Layout.fillWidth: true
                visible: text !== ""
                text: [banner.message, banner.hint].filter(Boolean).join(" ")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                maximumLineCount: 6
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.body
            }
        }

        Button {
            Layout.alignment: Qt.AlignVCenter
            visible: banner.action !== ""
            text: banner.action
            onClicked: banner.acted()
        }

        CloseButton {
            Layout.alignment: Qt.AlignTop
            visible: banner.closable
            text: qsTr("Close message")
            onClicked: banner.closed()
        }
    }
}
