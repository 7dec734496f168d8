// All models: those on this PC, and those that can be had.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Page {
    id: page

    required property var viewModel

    readonly property Item focused: Window.activeFocusItem

    title: qsTr("Models")
    onFocusedChanged: scroller.reveal(focused)

    background: Item {}

    Flickable {
        id: scroller

        // Keep what the keyboard has reached in view.
        function reveal(item: Item): void {
            if (!holds(item))
                return;
            const top = contentItem.mapFromItem(item, 0, 0).y - Theme.wide;
            const bottom = top + item.height + 2 * Theme.wide;
            if (top < contentY)
                contentY = Math.max(0, top);
            else if (bottom > contentY + height)
                contentY = Math.min(contentHeight - height, bottom - height);
        }

        function holds(item: Item): bool {
            for (let one = item; one; one = one.parent)
                if (one === contentItem)
                    return true;
            return false;
        }

        anchors.fill: parent
        contentHeight: column.height + 2 * Theme.wide
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        ScrollBar.vertical: ScrollBar {}

        ColumnLayout {
            id: column

            x: Math.max(Theme.wide, (scroller.width - width) / 2)
            y: Theme.wide
            width: Math.min(Theme.column, scroller.width - 2 * Theme.wide)
            spacing: Theme.gap

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.pad

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 2

                    Label {
                        Layout.fillWidth: true
                        text: page.title
                        color: Theme.text
                        font.pixelSize: Theme.title
                        font.weight: Font.DemiBold
                        Accessible.role: Accessible.Heading
                    }

                    Label {
                        Layout.fillWidth: true
                        text: page.viewModel.diskUse
                        textFormat: Text.PlainText
                        color: Theme.quiet
                        font.pixelSize: Theme.small
                        wrapMode: Text.Wrap
                    }
                }

                Button {
                    objectName: "import"
                    text: qsTr("Add a file")
                    icon.source: Theme.icon("file-add")
                    icon.color: Theme.text
                    icon.width: Math.round(16 * Theme.scale)
                    icon.height: Math.round(16 * Theme.scale)
                    Accessible.description: qsTr("Add a model in GGUF format from this PC, or drop it on this page.")
                    ToolTip.text: qsTr("Add a .gguf file from this PC, or drop it on this page")
                    ToolTip.visible: hovered
                    ToolTip.delay: 500
                    onClicked: fileDialog.open()
                }
            }

            EmptyModels {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap
                viewModel: page.viewModel
            }

            Repeater {
                id: cards

                model: page.viewModel.models

                delegate: ColumnLayout {
                    id: entry

                    required property var model

                    Layout.fillWidth: true
                    spacing: Theme.gap

                    Label {
                        Layout.fillWidth: true
                        Layout.topMargin: Theme.pad
                        visible: text !== ""
                        text: entry.model.heading
                        color: Theme.text
                        font.pixelSize: Theme.body
                        font.weight: Font.DemiBold
                        Accessible.role: Accessible.Heading
                    }

                    ModelCard {
                        objectName: "card " + entry.model.modelId
                        Layout.fillWidth: true
                        viewModel: page.viewModel
                        modelId: entry.model.modelId
                        name: entry.model.name
                        description: entry.model.description
                        facts: entry.model.facts
                        installed: entry.model.installed
                        available: entry.model.available
                        path: entry.model.path
                        removal: entry.model.removal
                        fits: entry.model.fits
                        needs: entry.model.needs
                        memory: entry.model.memory
                        isLoading: entry.model.isLoading
                        loadingPart: entry.model.loadingPart
                        download: entry.model.download
                        part: entry.model.part
                        progress: entry.model.progress
                        trouble: entry.model.trouble
                        advice: entry.model.advice
                        onRemoveRequested: {
                            removeDialog.modelId = modelId;
                            removeDialog.title = qsTr("Remove %1?").arg(name);
                            removeDialog.text = removal;
                            removeDialog.open();
                        }
                    }
                }
            }
        }
    }

    ModelDropArea {
        objectName: "drop"
        anchors.fill: parent
        onFileDropped: file => page.viewModel.importFile(file)
    }

    ModelFileDialog {
        id: fileDialog

        onAccepted: page.viewModel.importFile(selectedFile)
    }

    ConfirmDialog {
        id: removeDialog

        property string modelId: ""

        objectName: "removeDialog"
        action: qsTr("Remove")
        onAccepted: page.viewModel.remove(modelId)
    }
}
