// What stands on the page as long as this PC belongs to no pool: what one is, and the two ways to have one.
import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import QtQuick.Layouts
import "../components"

Pane {
    id: empty

    signal createWanted
    signal joinWanted

    padding: Theme.wide

    background: CardGround {}

    contentItem: ColumnLayout {
        spacing: Theme.gap

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.gap
            Layout.bottomMargin: Theme.gap
            implicitWidth: Math.round(64 * Theme.scale)
            implicitHeight: implicitWidth
            radius: Math.round(18 * Theme.scale)
            color: Qt.alpha(Theme.accent, 0.14)

            IconImage {
                anchors.centerIn: parent
                source: Theme.icon("rail-pools")
                sourceSize: Qt.size(Math.round(34 * Theme.scale), Math.round(34 * Theme.scale))
                color: Theme.accent
                Accessible.ignored: true
            }

            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Three PCs that are connected")
        }

        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Lend each other your PCs")
            color: Theme.text
            font.pixelSize: Theme.large
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }

        Label {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: 520 * Theme.scale
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("In a pool, people who know each other lend each other their PCs. The PC that does the work can read your prompt, so be in one only with people you trust.")
            lineHeight: 1.15
            color: Theme.quiet
            font.pixelSize: Theme.body
            wrapMode: Text.Wrap
        }

        Flow {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.pad
            Layout.bottomMargin: Theme.gap
            Layout.maximumWidth: empty.availableWidth
            spacing: Theme.gap

            Button {
                objectName: "emptyCreate"
                text: qsTr("Create a pool")
                font.pixelSize: Theme.body
                highlighted: true
                onClicked: empty.createWanted()
            }

            Button {
                objectName: "emptyJoin"
                text: qsTr("Join a pool")
                font.pixelSize: Theme.body
                onClicked: empty.joinWanted()
            }
        }
    }
}
