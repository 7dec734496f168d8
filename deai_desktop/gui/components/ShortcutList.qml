// What the keyboard can do; the one list that the dialog and the settings show.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: list

    readonly property var shortcuts: [
        [qsTr("New chat"), "Ctrl+N"],
        [qsTr("Search conversations"), "Ctrl+K"],
        [qsTr("Rename a conversation in the list"), "F2"],
        [qsTr("Pin a conversation in the list"), "Ctrl+P"],
        [qsTr("Delete a conversation in the list"), "Del"],
        [qsTr("Choose the model"), "Ctrl+L"],
        [qsTr("Stop the answer"), "Esc"],
        [qsTr("Chat"), "Ctrl+1"],
        [qsTr("Models"), "Ctrl+2"],
        [qsTr("Pool"), "Ctrl+3"],
        [qsTr("Settings"), "Ctrl+4 · Ctrl+,"],
        [qsTr("This list"), "F1"],
        [qsTr("Quit"), "Ctrl+Q"]
    ]

    spacing: 0

    Repeater {
        model: list.shortcuts

        delegate: Item {
            id: row

            required property var modelData
            required property int index

            Layout.fillWidth: true
            implicitHeight: Math.max(36, name.implicitHeight + 2 * Theme.gap)
            Accessible.role: Accessible.StaticText
            Accessible.name: row.modelData[0] + ": " + keys.text

            Rectangle {
                width: parent.width
                height: 1
                color: Theme.stroke
                visible: row.index > 0
            }

            RowLayout {
                anchors.fill: parent

                Text {
                    id: name

                    Layout.fillWidth: true
                    text: row.modelData[0]
                    elide: Text.ElideRight
                    color: Theme.text
                    font.pixelSize: Theme.body
                    Accessible.ignored: true
                }

                Text {
                    id: keys

                    text: Theme.keys(row.modelData[1])
                    color: Theme.quiet
                    font.pixelSize: Theme.body
                    font.family: Theme.monospace.split(",")[0]
                    Accessible.ignored: true
                }
            }
        }
    }
}
