// Everything the person can choose, by section.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Item {
    id: page

    required property var viewModel

    readonly property var sections: [
        { name: qsTr("General"), icon: "settings-general", source: "GeneralSection.qml" },
        { name: qsTr("Appearance"), icon: "settings-appearance", source: "AppearanceSection.qml" },
        { name: qsTr("Models and downloads"), icon: "settings-folder", source: "FolderSection.qml" },
        { name: qsTr("Engine"), icon: "settings-engine", source: "EngineSection.qml" },
        { name: qsTr("Local API"), icon: "settings-api", source: "ApiSection.qml" },
        { name: qsTr("Privacy"), icon: "settings-privacy", source: "PrivacySection.qml" },
        { name: qsTr("Keyboard"), icon: "settings-keyboard", source: "ShortcutsSection.qml" },
        { name: qsTr("About"), icon: "settings-about", source: "AboutSection.qml" }
    ]
    readonly property bool isNarrow: width < 400 * Theme.scale // no room for words in the list
    property int section: 0

    onSectionChanged: {
        scroll.contentItem.contentY = 0;
        content.setSource(Qt.resolvedUrl(sections[section].source), { viewModel: page.viewModel });
    }
    Component.onCompleted: content.setSource(Qt.resolvedUrl(sections[section].source), {
        viewModel: page.viewModel
    })

    RowLayout {
        anchors.fill: parent
        spacing: 0

        ListView {
            id: list

            objectName: "sectionList"
            Layout.fillHeight: true
            Layout.preferredWidth: page.isNarrow ? 42 * Theme.scale : Math.min(220 * Theme.scale, page.width * 0.34)
            Layout.margins: 12
            topMargin: page.isNarrow ? 0 : 52 * Theme.scale
            activeFocusOnTab: true
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            model: page.sections.length // not the names: another language must not lead away from here
            currentIndex: page.section
            onCurrentIndexChanged: page.section = currentIndex
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Sections of the settings")

            Text {
                parent: list
                visible: !page.isNarrow
                x: 12
                y: 10
                width: list.width - x
                text: qsTr("Settings")
                color: Theme.text
                font.pixelSize: Theme.title
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            delegate: SectionButton {
                required property int index

                width: ListView.view.width
                text: page.sections[index].name
                icon.source: Theme.icon(page.sections[index].icon)
                current: ListView.isCurrentItem
                hasKeyboard: current && list.activeFocus
                isNarrow: page.isNarrow
                onClicked: list.currentIndex = index
            }
        }

        ScrollView {
            id: scroll

            Layout.fillWidth: true
            Layout.fillHeight: true
            contentWidth: availableWidth
            contentHeight: content.y + content.height + Theme.wide
            clip: true

            Loader {
                id: content

                objectName: "sectionLoader"
                x: Theme.wide
                y: Theme.wide - 2
                width: Math.min(Theme.column, scroll.availableWidth - 2 * Theme.wide)
            }
        }
    }
}
