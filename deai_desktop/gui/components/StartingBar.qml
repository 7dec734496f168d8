// Says quietly that the node is starting, once that takes longer than a blink.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

Rectangle {
    id: bar

    required property bool starting
    property bool slow: false

    readonly property bool wanted: starting && slow

    onStartingChanged: slow = false
    visible: wanted
    implicitHeight: content.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.stroke

    Accessible.role: Accessible.StatusBar
    Accessible.name: label.text

    Timer {
        interval: 500
        running: bar.starting
        onTriggered: bar.slow = true
    }

    RowLayout {
        id: content

        anchors.fill: parent
        anchors.leftMargin: Theme.pad
        spacing: 12

        BusyIndicator {
            Layout.preferredWidth: 20
            Layout.preferredHeight: 20
            padding: 0
            running: bar.visible
            Accessible.ignored: true
        }

        Text {
            id: label

            Layout.fillWidth: true
            text: qsTr("Starting…")
            color: Theme.quiet
            font.pixelSize: Theme.body
        }
    }
}
