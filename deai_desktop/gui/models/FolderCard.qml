// Where downloaded models lie, how much room there is, and the way to another place.
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import "../components"

Pane {
    id: card

    required property var library // a LibraryViewModel
    required property bool isOnThisPc

    readonly property bool isWide: width >= 560 * Theme.scale

    visible: library.folder !== ""
    padding: Theme.pad
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Models folder")

    background: CardGround {}

    contentItem: GridLayout {
        columns: card.isWide ? 2 : 1
        columnSpacing: Theme.pad
        rowSpacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.gap / 2

            Label {
                Layout.fillWidth: true
                text: qsTr("Models folder")
                color: Theme.text
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }

            Label {
                objectName: "folderPath"
                Layout.fillWidth: true
                text: card.library.folder
                textFormat: Text.PlainText
                color: Theme.quiet
                font.pixelSize: Theme.small
                elide: Text.ElideMiddle
                Accessible.name: card.library.folder
            }

            ProgressLine {
                objectName: "folderRoom"
                Layout.fillWidth: true
                Layout.topMargin: 2
                visible: !card.library.isMoving
                name: qsTr("Room that models take")
                part: card.library.part
                text: card.library.room
            }

            ProgressLine {
                objectName: "moveProgress"
                Layout.fillWidth: true
                Layout.topMargin: 2
                visible: card.library.isMoving
                name: qsTr("Moving the models")
                part: card.library.movePart
                indeterminate: visible && card.library.movePart <= 0
                text: qsTr("Moving: %1").arg(card.library.moveText)
            }
        }

        RowLayout {
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap

            Button {
                objectName: "openModelsFolder"
                visible: card.isOnThisPc
                text: qsTr("Open")
                Accessible.name: qsTr("Open the models folder")
                onClicked: card.library.openFolder()
            }

            Button {
                objectName: "moveFolder"
                visible: card.isOnThisPc && !card.library.isMoving
                text: qsTr("Move…")
                Accessible.name: qsTr("Move the models to another folder")
                onClicked: folderDialog.open()
            }

            Button {
                objectName: "cancelMove"
                visible: card.library.isMoving
                text: qsTr("Cancel")
                Accessible.name: qsTr("Stop moving the models")
                onClicked: card.library.cancelMove()
            }
        }
    }

    FolderDialog {
        id: folderDialog

        objectName: "folderDialog"
        title: qsTr("Choose where the models shall lie")
        onAccepted: {
            moveDialog.folder = selectedFolder;
            moveDialog.text = qsTr("All downloaded models are moved to:\n%1\nThis takes as long as copying them. Models that you imported stay where they are.").arg(card.library.pathOf(selectedFolder));
            moveDialog.open();
        }
    }

    ConfirmDialog {
        id: moveDialog

        property url folder

        objectName: "moveDialog"
        title: qsTr("Move the models?")
        action: qsTr("Move")
        onAccepted: card.library.move(folder)
    }
}
