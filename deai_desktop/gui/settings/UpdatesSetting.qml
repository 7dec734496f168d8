// Whether there is a newer version, what is new in it, getting it, and looking for it by itself.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: setting

    required property var viewModel

    readonly property var updates: viewModel.updates
    readonly property bool isWanted: viewModel.values["updates.check"]?.value ?? false

    Layout.fillWidth: true
    spacing: 6

    Text {
        Layout.topMargin: Theme.pad
        text: qsTr("Updates")
        color: Theme.text
        font.pixelSize: Theme.large
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    SettingCard {
        objectName: "updateState"
        title: setting.updates.line || qsTr("DeAI starts…")
        about: setting.updates.about

        Button {
            objectName: "checkUpdate"
            visible: setting.updates.canCheck
            text: qsTr("Check now")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Check for updates now")
            onClicked: setting.updates.check()
        }

        Button {
            objectName: "downloadUpdate"
            visible: setting.updates.canDownload
            highlighted: true
            text: qsTr("Download")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Download version %1").arg(setting.updates.version)
            onClicked: setting.updates.download()
        }

        Button {
            objectName: "installUpdate"
            visible: setting.updates.canInstall
            highlighted: true
            text: qsTr("Install…")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Install version %1").arg(setting.updates.version)
            onClicked: installing.open()
        }

        Button {
            objectName: "showUpdateFile"
            visible: setting.updates.canShowFile
            text: qsTr("Show in folder")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Show version %1 in its folder").arg(setting.updates.version)
            onClicked: setting.updates.showFile()
        }

        Button {
            objectName: "stopUpdate"
            visible: setting.updates.canStop
            text: qsTr("Stop")
            font.pixelSize: Theme.body
            Accessible.name: qsTr("Stop the download of version %1").arg(setting.updates.version)
            Accessible.description: qsTr("What has arrived is kept for the next time.")
            onClicked: setting.updates.stop()
        }

        ProgressBar {
            objectName: "updateProgress"
            visible: setting.updates.state === "downloading" || setting.updates.state === "checking"
            implicitWidth: 160 * Theme.scale
            indeterminate: setting.updates.state === "checking"
            value: setting.updates.part
            Accessible.name: setting.updates.line
            Accessible.description: setting.updates.about
        }
    }

    Banner {
        objectName: "updateProblem"
        Layout.fillWidth: true
        visible: setting.updates.problem.title !== ""
        closable: false
        title: setting.updates.problem.title
        message: setting.updates.problem.message
        hint: setting.updates.problem.hint
    }

    Rectangle {
        Layout.fillWidth: true
        visible: setting.updates.notes !== ""
        implicitHeight: notes.implicitHeight + 2 * 14
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.stroke

        ColumnLayout {
            id: notes

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.pad
            anchors.rightMargin: Theme.pad
            spacing: 4

            Text {
                Layout.fillWidth: true
                text: qsTr("New in version %1").arg(setting.updates.version)
                textFormat: Text.PlainText
                color: Theme.text
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
            }

            Text {
                objectName: "updateNotes"
                Layout.fillWidth: true
                text: setting.updates.notes
                textFormat: Text.PlainText // it comes from outside
                color: Theme.text
                font.pixelSize: Theme.body
                lineHeight: 1.15
                wrapMode: Text.Wrap
            }
        }
    }

    SettingCard {
        title: qsTr("Look for updates once a day")
        about: qsTr("Only this: nothing is downloaded or installed unless you say so. Each search is listed under Privacy.")

        Switch {
            objectName: "updateSwitch"
            enabled: setting.updates.isSetUp || setting.isWanted // who has it on may always turn it off
            checked: setting.isWanted
            Accessible.name: qsTr("Look for updates once a day")
            onToggled: {
                setting.viewModel.change("updates.check", checked);
                checked = Qt.binding(() => setting.isWanted); // it moves when the node has agreed
            }
        }
    }

    ConfirmDialog {
        id: installing

        objectName: "installDialog"
        title: qsTr("Install version %1 now?").arg(setting.updates.version)
        text: qsTr("DeAI closes while its setup runs; an answer that is being written stops. Your chats, models and settings stay.")
        action: qsTr("Install now")
        refusal: qsTr("Later")
        onAccepted: setting.updates.install()
    }
}
