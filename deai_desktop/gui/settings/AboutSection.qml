// Which version this is, what has changed, and whose work it stands on.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Section {
    id: section

    required property var viewModel

    title: qsTr("About")

    SettingCard {
        title: "DeAI Desktop"
        about: section.viewModel.version

        Button {
            text: qsTr("Copy")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Copy version")
            onClicked: section.viewModel.copy(section.viewModel.version, qsTr("The version is on the clipboard."))
        }
    }

    Banner {
        Layout.fillWidth: true
        objectName: "testBuild"
        visible: section.viewModel.isTestBuild
        closable: false
        title: qsTr("This is a test build")
        message: qsTr("It is for trying out only: the origin of some of its parts was not proven. It never updates itself into a release.")
    }

    UpdatesSetting {
        viewModel: section.viewModel
    }

    Text {
        Layout.topMargin: Theme.pad
        visible: changes.visible
        text: qsTr("What is new")
        color: Theme.text
        font.pixelSize: Theme.large
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Rectangle {
        id: changes

        Layout.fillWidth: true
        visible: section.viewModel.changelog !== ""
        implicitHeight: news.implicitHeight + 2 * Theme.pad
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke

        Text {
            id: news

            anchors.fill: parent
            anchors.margins: Theme.pad
            text: section.viewModel.changelog.replace(/^## (.*)$/gm, "**$1**").replace(/`/g, "")
            textFormat: Text.MarkdownText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
        }
    }

    Text {
        Layout.topMargin: Theme.pad
        text: qsTr("Made with")
        color: Theme.text
        font.pixelSize: Theme.large
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: rows.implicitHeight + 2 * 6
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke

        ColumnLayout {
            id: rows

            anchors.fill: parent
            anchors.margins: 6
            anchors.leftMargin: Theme.pad
            anchors.rightMargin: Theme.pad
            spacing: 0

            Repeater {
                model: section.viewModel.licences

                delegate: RowLayout {
                    id: row

                    required property var modelData

                    Layout.preferredHeight: Math.max(32, name.implicitHeight + Theme.gap)
                    spacing: Theme.pad

                    Text {
                        id: name

                        Layout.fillWidth: true
                        text: row.modelData.name + " " + row.modelData.version
                        elide: Text.ElideRight
                        color: Theme.text
                        font.pixelSize: Theme.body
                    }

                    Text {
                        Layout.maximumWidth: rows.width * 0.55
                        text: row.modelData.licence
                        elide: Text.ElideRight
                        color: Theme.quiet
                        font.pixelSize: Theme.small
                    }
                }
            }
        }
    }
}
