// The room of models: those on this PC, those that could be had, and what is on its way.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Page {
    id: page

    required property var viewModel

    property int part: 0

    function show(place: int): void {
        page.part = place;
    }

    title: qsTr("Models")

    background: Item {}

    header: Item {
        implicitHeight: head.implicitHeight + Theme.pad

        GridLayout {
            id: head

            x: Math.max(Theme.wide, (page.width - width) / 2)
            y: Theme.pad
            width: Math.min(Theme.column, page.width - 2 * Theme.wide)
            columns: width >= heading.implicitWidth + pivot.implicitWidth + Theme.wide ? 2 : 1
            columnSpacing: Theme.wide
            rowSpacing: 0

            Label {
                id: heading

                text: page.title
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }

            Pivot {
                id: pivot

                objectName: "modelsParts"
                Layout.fillWidth: true
                names: [qsTr("My models"), qsTr("Discover"), qsTr("Downloads")]
                counts: [0, 0, page.viewModel.downloads.unfinished]
                current: page.part
                onChosen: place => page.show(place)
                Accessible.name: qsTr("Parts of this page")
            }
        }
    }

    StackLayout {
        objectName: "modelsStack"
        anchors.fill: parent
        currentIndex: page.part

        MyModels {
            viewModel: page.viewModel
            onDiscoverWanted: page.show(1)
        }

        Loader {
            id: discover

            property bool wasSeen: false

            active: wasSeen
            onVisibleChanged: wasSeen = wasSeen || visible

            sourceComponent: DiscoverPart {
                viewModel: page.viewModel
            }
        }

        DownloadsPart {
            viewModel: page.viewModel
            onDiscoverWanted: page.show(1)
        }
    }

    ModelDropArea {
        objectName: "drop"
        anchors.fill: parent
        onFileDropped: file => {
            page.show(0);
            page.viewModel.importFile(file);
        }
    }
}
