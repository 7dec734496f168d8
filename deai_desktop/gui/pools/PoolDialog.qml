// A dialog that scrolls where the window is low, and shows in place what went wrong.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

AppDialog {
    id: dialog

    required property var undertaking // an Undertaking
    property string progress: "" // what goes on, as long as it is under way
    default property alias content: column.data

    leftPadding: Theme.pad
    rightPadding: Theme.pad
    topPadding: Theme.gap
    bottomPadding: Theme.gap
    height: Math.min(implicitHeight, (Overlay.overlay?.height ?? implicitHeight) - 2 * Theme.gap)

    contentHeight: scroller.contentHeight

    ScrollPage { // not the contentItem, which is made too late for the alias
        id: scroller

        anchors.fill: parent
        beside: Theme.gap
        above: Theme.gap
        below: Theme.gap

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: 12
        }

        ProgressLine {
            objectName: "undertakingProgress"
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            visible: dialog.undertaking.isBusy && dialog.progress !== ""
            name: dialog.title
            indeterminate: visible
            text: dialog.progress
        }

        Trouble {
            id: trouble

            objectName: "undertakingTrouble"
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            visible: dialog.undertaking.troubleTitle !== ""
            onVisibleChanged: if (visible) Qt.callLater(scroller.reveal, trouble)
            title: dialog.undertaking.troubleTitle
            reason: dialog.undertaking.troubleReason
            advice: dialog.undertaking.troubleAdvice
        }
    }
}
