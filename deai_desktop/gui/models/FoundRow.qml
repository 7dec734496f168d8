// A model of another program, with a box to tick.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Item {
    id: row

    required property int index
    required property string path
    required property string name
    required property string facts
    required property bool canBeUsed
    required property string note
    required property bool chosen
    required property var library
    signal reached(int index)

    implicitHeight: content.implicitHeight + Theme.gap

    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        CheckBox {
            objectName: "found"
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Math.round(32 * Theme.scale)
            leftPadding: 4
            rightPadding: 0
            enabled: row.canBeUsed
            checked: row.chosen
            Accessible.name: row.name
            Accessible.description: [row.facts, row.note, row.path].filter(text => text !== "").join(". ")
            onToggled: {
                row.library.choose(row.path, checked);
                checked = Qt.binding(() => row.chosen);
            }
            onActiveFocusChanged: if (activeFocus) row.reached(row.index)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 1

            Label {
                Layout.fillWidth: true
                text: row.name
                textFormat: Text.PlainText
                color: row.canBeUsed ? Theme.text : Theme.quiet
                font.pixelSize: Theme.body
                elide: Text.ElideRight
            }

            Label {
                Layout.fillWidth: true
                text: row.facts
                textFormat: Text.PlainText
                color: Theme.quiet
                font.pixelSize: Theme.small
                elide: Text.ElideRight
            }

            Label {
                Layout.fillWidth: true
                text: row.note === "" ? row.path : row.note
                textFormat: Text.PlainText
                color: Theme.quiet
                font.pixelSize: Theme.small
                elide: row.note === "" ? Text.ElideMiddle : Text.ElideNone
                wrapMode: row.note === "" ? Text.NoWrap : Text.Wrap
            }
        }
    }

    TapHandler {
        enabled: row.canBeUsed
        onTapped: row.library.choose(row.path, !row.chosen)
    }
}
