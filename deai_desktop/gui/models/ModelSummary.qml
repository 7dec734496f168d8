// Name, state, facts and fit of a model.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: summary

    required property var card // a ModelCard

    spacing: Theme.gap / 2

    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap

        Label {
            width: Math.min(implicitWidth, parent.width)
            text: summary.card.name
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.body + 2
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }

        Badge {
            visible: summary.card.memory !== ""
            text: qsTr("In memory: %1").arg(summary.card.memory)
            tint: Theme.good
        }

        Badge {
            visible: summary.card.installed && !summary.card.available
            text: summary.card.changed ? qsTr("File changed") : qsTr("File missing")
            tint: Theme.danger
        }

        Badge {
            visible: (summary.card.heldBack ?? false) && summary.card.available
            text: qsTr("Held back")
            tint: Theme.danger
        }

        Badge {
            visible: (summary.card.newer || summary.card.renewal !== "") && summary.card.available
            text: summary.card.renewal === "" ? qsTr("Newer version available") : summary.card.renewal
            tint: Theme.accent
        }

        Badge {
            visible: !summary.card.installed || !summary.card.fits && summary.card.available
            text: summary.card.fits ? qsTr("Fits this PC") : qsTr("Probably too large for this PC")
            tint: summary.card.fits ? Theme.good : Theme.warning
            ToolTip.text: qsTr("An estimate: it needs about %1 of memory.").arg(summary.card.needs)
            ToolTip.visible: hover.hovered
            ToolTip.delay: 500
            Accessible.description: ToolTip.text

            HoverHandler {
                id: hover
            }
        }
    }

    Label {
        Layout.fillWidth: true
        text: summary.card.facts
        textFormat: Text.PlainText
        color: Theme.quiet
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }

    Label {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap / 2
        visible: text !== ""
        text: summary.card.description
        textFormat: Text.PlainText
        color: Theme.text
        font.pixelSize: Theme.body
        wrapMode: Text.Wrap
    }

    FitLine {
        Layout.fillWidth: true
        Layout.topMargin: 2
        visible: text !== "" && (!summary.card.installed || summary.card.available)
        text: summary.card.fit
        basis: summary.card.basis
    }

    Label {
        Layout.fillWidth: true
        visible: text !== "" && summary.card.available
        text: summary.card.origin
        textFormat: Text.PlainText
        color: Theme.quiet
        font.pixelSize: Theme.small
        elide: Text.ElideMiddle
    }
}
