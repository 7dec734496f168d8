// One version of a model of the hub: how large and how exact, whether it fits, and getting it.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: row

    required property string quantizationId
    required property string name
    required property string facts
    required property bool fits
    required property bool canRun
    required property bool recommended
    required property string because
    required property bool installed
    required property string downloadId
    required property string download
    required property real part
    required property string progress
    required property string trouble
    property bool canBeHad: true // false where its makers must let one in first
    signal wanted
    signal paused
    signal resumed
    signal cancelled

    readonly property bool isWide: width >= 520 * Theme.scale

    padding: 12
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: facts

    background: CardGround {
        border.color: row.recommended ? Theme.accent : Theme.stroke
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap

        GridLayout {
            Layout.fillWidth: true
            columns: row.isWide ? 2 : 1
            columnSpacing: Theme.pad
            rowSpacing: Theme.gap

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.gap

                    Label {
                        width: Math.min(implicitWidth, parent.width)
                        text: row.name
                        textFormat: Text.PlainText
                        color: Theme.text
                        font.pixelSize: Theme.body
                        font.weight: Font.DemiBold
                        elide: Text.ElideRight
                    }

                    Badge {
                        objectName: "recommended"
                        visible: row.recommended
                        width: Math.min(implicitWidth, parent.width)
                        text: row.because === "" ? qsTr("Recommended") : qsTr("Recommended: %1").arg(row.because)
                        wrapMode: Text.Wrap
                        tint: Theme.good
                    }

                    Badge {
                        visible: row.installed
                        text: qsTr("On this PC")
                        tint: Theme.good
                    }

                    Badge {
                        visible: !row.canRun
                        text: qsTr("Can't be run here")
                        tint: Theme.warning
                        ToolTip.text: qsTr("DeAI on this PC has no engine for this build.")
                        ToolTip.visible: hover.hovered
                        ToolTip.delay: 500
                        Accessible.description: ToolTip.text

                        HoverHandler {
                            id: hover
                        }
                    }

                    Badge {
                        visible: row.canRun && !row.fits
                        text: qsTr("Probably too large for this PC")
                        tint: Theme.warning
                    }
                }

                Label {
                    Layout.fillWidth: true
                    text: row.facts
                    textFormat: Text.PlainText
                    color: Theme.quiet
                    font.pixelSize: Theme.small
                    wrapMode: Text.Wrap
                }
            }

            DownloadButtons {
                visible: !row.installed && row.canRun
                enabled: row.canBeHad || row.download !== ""
                name: row.name
                download: row.download
                highlighted: row.recommended
                onWanted: row.download === "" ? row.wanted() : row.resumed()
                onPaused: row.paused()
                onCancelled: row.cancelled()
            }
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: ["running", "queued", "paused"].includes(row.download)
            name: qsTr("Downloading %1").arg(row.name)
            part: row.part
            paused: row.download === "paused"
            text: row.progress
        }

        Trouble {
            Layout.fillWidth: true
            visible: row.download === "failed"
            title: qsTr("Download failed")
            reason: row.trouble
        }
    }
}
