// What one should know before one goes on.
import QtQuick
import QtQuick.Controls.impl
import QtQuick.Layouts
import "../components"

Rectangle {
    id: caution

    required property string text

    Layout.fillWidth: true
    implicitHeight: row.implicitHeight + 2 * 12
    radius: Theme.radius
    color: Theme.layer
    border.color: Theme.warning

    Accessible.role: Accessible.AlertMessage
    Accessible.name: caution.text

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: 12

        IconImage {
            Layout.alignment: Qt.AlignTop
            source: Theme.icon("warning")
            sourceSize: Qt.size(Math.round(20 * Theme.scale), Math.round(20 * Theme.scale))
            color: Theme.warning
            Accessible.ignored: true
        }

        Words {
            text: caution.text
            Accessible.ignored: true
        }
    }
}
