// All that went wrong and was not closed, with the node's own trouble on top.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: banners

    required property var app

    visible: starting.wanted || banners.app.link.state === "unreachable" || banners.app.notices.banners.count > 0
    spacing: Theme.gap

    StartingBar {
        id: starting

        Layout.fillWidth: true
        starting: banners.app.link.state === "starting"
    }

    Banner {
        objectName: "unreachableBanner"
        Layout.fillWidth: true
        visible: banners.app.link.state === "unreachable"
        closable: false
        title: qsTr("DeAI is not running")
        message: banners.app.link.problem
        action: qsTr("Try again")
        onActed: banners.app.link.open()
    }

    Repeater {
        model: banners.app.notices.banners

        delegate: Banner {
            id: one

            required property int number
            required title
            required message
            required hint

            Layout.fillWidth: true
            onClosed: banners.app.notices.close(one.number)
        }
    }
}
