// The hubs that this PC runs for pools of others.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: card

    required property var ownHubs // an OwnHubsViewModel
    signal leaveWanted(pool: string, name: string)

    padding: Theme.pad

    background: CardGround {}

    contentItem: ColumnLayout {
        spacing: 4

        Label {
            Layout.fillWidth: true
            text: qsTr("Hubs on this PC for pools of others")
            color: Theme.text
            font.pixelSize: Theme.large
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }

        Words {
            Layout.bottomMargin: Theme.gap
            color: Theme.quiet
            text: qsTr("Their members meet here while DeAI runs. What they say passes through encrypted.")
        }

        Repeater {
            model: card.ownHubs.hubs

            delegate: RowLayout {
                id: line

                required property string pool
                required property string name
                required property string about
                required property string condition
                required property string conditionText
                required property string problem
                required property bool isBusy

                objectName: "own hub " + name
                Layout.fillWidth: true
                Layout.minimumHeight: Math.round(40 * Theme.scale)
                spacing: Theme.gap

                Accessible.role: Accessible.ListItem
                Accessible.name: [line.name, line.conditionText, line.about, line.problem].filter(Boolean).join(", ")

                HubFacts {
                    name: line.name
                    condition: line.condition
                    conditionText: line.conditionText
                    details: [line.about]
                    problem: line.problem
                }

                Button {
                    objectName: "leaveHub"
                    enabled: !line.isBusy
                    text: qsTr("Give up")
                    font.pixelSize: Theme.body
                    Accessible.name: qsTr("Be the hub of %1 no longer").arg(line.name)
                    onClicked: card.leaveWanted(line.pool, line.name)
                }
            }
        }
    }
}
