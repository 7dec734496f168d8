// One place to go to: an icon with its name beneath, and a bar beside the one that is open.
import QtQuick
import QtQuick.Controls.impl
import QtQuick.Layouts
import QtQuick.Templates as T

T.AbstractButton {
    id: control

    property string shortcut: ""
    property int count: 0 // what goes on there
    property string counted: "" // the same in words

    checkable: true
    autoExclusive: true
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font.pixelSize: Theme.small
    implicitWidth: Math.max(Theme.rail - Theme.gap, content.implicitWidth + Theme.gap)
    implicitHeight: content.implicitHeight + 2 * Theme.gap

    Accessible.role: Accessible.PageTab
    Accessible.name: control.text
    Accessible.description: [control.count > 0 ? control.counted : "", Theme.keys(control.shortcut)].filter(Boolean).join(", ")
    Accessible.selected: control.checked

    background: Rectangle {
        radius: Theme.radius
        color: Theme.text
        opacity: control.down ? 0.05 : control.checked ? 0.08 : control.hovered ? 0.06 : 0
    }

    contentItem: Item {
        ColumnLayout {
            id: content

            anchors.centerIn: parent
            width: parent.width
            spacing: 3

            IconImage {
                Layout.alignment: Qt.AlignHCenter
                source: control.icon.source
                sourceSize: Qt.size(Math.round(20 * Theme.scale), Math.round(20 * Theme.scale))
                color: control.checked ? Theme.accent : Theme.text
            }

            Text {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                elide: Text.ElideRight
                text: control.text
                font: control.font
                color: control.checked ? Theme.text : Theme.quiet
            }
        }
    }

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: 3
        height: Math.round((control.down ? 12 : 20) * Theme.scale)
        radius: 1.5
        color: Theme.accent
        visible: control.checked
    }

    Count {
        objectName: "railCount"
        x: parent.width / 2 + 6
        y: 4
        visible: control.count > 0
        number: control.count
    }

    FocusRing {
        control: control
        anchors.margins: 0
    }
}
