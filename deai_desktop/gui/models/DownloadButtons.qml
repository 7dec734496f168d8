// Getting a model: to begin, stop, go on or give up its download.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

RowLayout {
    id: buttons

    required property string name
    required property string download // empty, or queued, running, paused, failed
    property bool highlighted: false
    signal wanted
    signal paused
    signal cancelled

    spacing: Theme.gap

    SymbolButton {
        objectName: "download"
        visible: buttons.download === ""
        symbol: "download"
        highlighted: buttons.highlighted && enabled
        text: qsTr("Download")
        Accessible.name: qsTr("Download %1").arg(buttons.name)
        onClicked: buttons.wanted()
    }

    Button {
        objectName: "pause"
        visible: buttons.download === "running" || buttons.download === "queued"
        text: qsTr("Pause")
        Accessible.name: qsTr("Pause the download of %1").arg(buttons.name)
        onClicked: buttons.paused()
    }

    Button {
        objectName: "resume"
        visible: buttons.download === "paused" || buttons.download === "failed"
        text: buttons.download === "failed" ? qsTr("Try again") : qsTr("Resume")
        Accessible.name: buttons.download === "failed"
            ? qsTr("Try the download of %1 again").arg(buttons.name)
            : qsTr("Resume the download of %1").arg(buttons.name)
        onClicked: buttons.wanted()
    }

    Button {
        objectName: "cancel"
        visible: buttons.download !== ""
        text: buttons.download === "failed" || buttons.download === "paused" ? qsTr("Discard") : qsTr("Cancel")
        Accessible.name: qsTr("Cancel the download of %1").arg(buttons.name)
        Accessible.description: qsTr("Deletes what has arrived of it.")
        ToolTip.text: Accessible.description
        ToolTip.visible: hovered
        ToolTip.delay: 500
        onClicked: buttons.cancelled()
    }
}
