// One model of the hub: what it is, what can be fetched of it, and what its makers say.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../chat"
import "../components"

ScrollPage {
    id: page

    required property var viewModel
    required property var model // a HubModelViewModel
    signal backWanted

    Component.onCompleted: back.forceActiveFocus(Qt.OtherFocusReason)

    Shortcut {
        sequences: ["Esc", "Alt+Left"]
        enabled: page.visible
        onActivated: page.backWanted()
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap

        SymbolButton {
            id: back

            objectName: "back"
            symbol: "back"
            text: qsTr("Back")
            Accessible.name: qsTr("Back to the search")
            onClicked: page.backWanted()
        }

        Item {
            Layout.fillWidth: true
        }

        SymbolButton {
            objectName: "openPage"
            visible: page.model.webAddress !== ""
            symbol: "external"
            text: qsTr("Open on %1").arg(page.model.webHost)
            Accessible.description: page.model.webAddress
            ToolTip.text: page.model.webAddress
            ToolTip.visible: hovered
            ToolTip.delay: 500
            onClicked: page.model.openPage()
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        spacing: 2

        Label {
            objectName: "hubName"
            Layout.fillWidth: true
            text: page.model.name
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            Accessible.role: Accessible.Heading
        }

        Label {
            Layout.fillWidth: true
            text: page.model.baseModel === "" ? page.model.owner
                : qsTr("%1, made from %2").arg(page.model.owner).arg(page.model.baseModel)
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.body
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: page.model.facts
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }

        Label {
            objectName: "modelKnownText"
            Layout.fillWidth: true
            visible: text !== ""
            text: page.model.knownText
            textFormat: Text.PlainText
            color: Theme.warning
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }
    }

    EmptyState {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        visible: page.model.isLoading && !page.model.isKnown
        isWaiting: true
        title: qsTr("Asking for this model…")
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        visible: page.model.problem.title !== ""
        spacing: Theme.pad

        Trouble {
            objectName: "modelProblem"
            Layout.fillWidth: true
            title: page.model.problem.title
            reason: page.model.problem.message
            advice: page.model.problem.hint
        }

        Button {
            objectName: "askAgain"
            text: qsTr("Try again")
            onClicked: page.model.reload()
        }
    }

    AccessCard {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        model: page.model
        token: page.viewModel.discover.token
    }

    SectionTitle {
        visible: page.model.isKnown
        text: qsTr("Versions")
    }

    Label {
        objectName: "noVersions"
        Layout.fillWidth: true
        visible: page.model.isKnown && versions.count === 0
        text: qsTr("There is no file of this model that DeAI can run.")
        color: Theme.quiet
        font.pixelSize: Theme.body
        wrapMode: Text.Wrap
    }

    Repeater {
        id: versions

        model: page.model.quantizations

        delegate: QuantizationRow {
            objectName: "version " + quantizationId
            Layout.fillWidth: true
            canBeHad: page.model.access === "open"
            onWanted: page.model.download(quantizationId)
            onPaused: page.viewModel.downloads.pause(downloadId)
            onResumed: page.viewModel.downloads.resume(downloadId)
            onCancelled: page.viewModel.downloads.cancel(downloadId)
        }
    }

    Label {
        objectName: "leftOut"
        Layout.fillWidth: true
        visible: page.model.leftOut !== ""
        text: qsTr("Not offered, because they could run code: %1").arg(page.model.leftOut)
        textFormat: Text.PlainText
        color: Theme.quiet
        font.pixelSize: Theme.small
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        maximumLineCount: 3
        elide: Text.ElideRight
    }

    SectionTitle {
        visible: page.model.blocks.length > 0
        text: qsTr("What its makers say")
    }

    MessageBlocks {
        objectName: "card"
        Layout.fillWidth: true
        viewModel: page.model
        model: page.model.blocks
    }
}
