// The last runs of engines: what ran when, how fast, how it ended and why. To read, copy or save for a report.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: part

    required property var runs // an EngineRunsViewModel

    visible: runs.rows.length > 0
    spacing: Theme.gap

    FileDialog {
        id: dialog

        objectName: "saveRunsDialog"
        title: qsTr("Save the last runs")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "txt"
        nameFilters: [qsTr("Text (*.txt)")]
        onAccepted: part.runs.save(selectedFile)
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap

        Text {
            Layout.fillWidth: true
            text: qsTr("Last runs")
            color: Theme.text
            font.pixelSize: Theme.large
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Button {
            objectName: "copyRuns"
            text: qsTr("Copy")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Copy the last runs for a report")
            onClicked: part.runs.copy()
        }

        Button {
            objectName: "saveRuns"
            text: qsTr("Save…")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Save the last runs to a file, for a report")
            onClicked: {
                dialog.selectedFile = dialog.currentFolder + "/" + part.runs.fileName();
                dialog.open();
            }
        }
    }

    Text {
        Layout.fillWidth: true
        text: qsTr("What models ran on, how fast, and why they stopped. Nothing you asked or were answered is in it.")
        wrapMode: Text.Wrap
        color: Theme.quiet
        font.pixelSize: Theme.small
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: rows.implicitHeight + 2 * 12
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke

        ColumnLayout {
            id: rows

            anchors.fill: parent
            anchors.margins: 12
            anchors.leftMargin: Theme.pad
            anchors.rightMargin: Theme.pad
            spacing: 12

            Repeater {
                model: part.runs.rows

                delegate: EngineRunRow {
                    required property var modelData

                    run: modelData
                }
            }
        }
    }

    Button {
        objectName: "moreRuns"
        visible: part.runs.hasMore
        text: qsTr("Show older ones")
        font.pixelSize: Theme.body
        onClicked: part.runs.showMore()
    }
}
