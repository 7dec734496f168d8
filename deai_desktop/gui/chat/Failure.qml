// Why an answer is not whole, and the way on.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Rectangle {
    id: failure

    required property string title
    required property string reason
    required property string hint
    required property bool canRetry
    signal retried

    implicitHeight: row.implicitHeight + 20
    radius: Theme.radius
    color: Theme.contrast ? Theme.card : Theme.dark ? "#442726" : "#fde7e9"
    border.color: Theme.contrast ? Theme.stroke : Theme.dark ? "#6b3a3a" : "#f3c2c7"
    Accessible.role: Accessible.AlertMessage
    Accessible.name: `${heading.text}. ${failure.reason} ${failure.hint}`

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: 12
        anchors.rightMargin: 10
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            Text {
                id: heading

                Layout.fillWidth: true
                text: failure.title === "" ? qsTr("This answer broke off") : failure.title
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
            }

            Text {
                Layout.fillWidth: true
                visible: text !== ""
                text: `${failure.reason} ${failure.hint}`.trim()
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.body
            }
        }

        Button {
            objectName: "retryButton"
            text: qsTr("Try again")
            enabled: failure.canRetry
            onClicked: failure.retried()
        }
    }
}
