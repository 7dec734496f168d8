// A model that the hub found; it opens with a click.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: row

    required property string hubId
    required property string name
    required property string owner
    required property string facts
    required property bool gated

    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    padding: 12
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    implicitHeight: content.implicitHeight + topPadding + bottomPadding

    Accessible.role: Accessible.Button
    Accessible.name: qsTr("%1 by %2").arg(row.name).arg(row.owner)
    Accessible.description: [row.facts, row.gated ? tag.text : ""].filter(text => text !== "").join(". ")

    background: CardGround {
        color: row.hovered || row.down ? Qt.tint(Theme.card, Qt.alpha(Theme.text, 0.05)) : Theme.card
    }

    contentItem: ColumnLayout {
        id: content

        spacing: 2

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Text {
                Layout.fillWidth: true
                text: row.name
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
            }

            Badge {
                id: tag

                visible: row.gated
                text: qsTr("Asks for consent")
                tint: Theme.warning
            }
        }

        Text {
            Layout.fillWidth: true
            text: row.owner
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.small
        }

        Text {
            Layout.fillWidth: true
            text: row.facts
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.quiet
            font.pixelSize: Theme.small
        }
    }

    FocusRing {
        control: row
        anchors.margins: 0
    }
}
