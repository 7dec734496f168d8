// One part of a page to go to, with a line under the one that is open.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: control

    property int count: 0

    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font.pixelSize: Theme.body
    leftPadding: 4
    rightPadding: 4
    topPadding: Theme.gap
    bottomPadding: Theme.gap
    implicitWidth: content.implicitWidth + leftPadding + rightPadding
    implicitHeight: content.implicitHeight + topPadding + bottomPadding

    Accessible.role: Accessible.PageTab
    Accessible.name: control.count > 0 ? qsTr("%1, %2").arg(control.text).arg(control.count) : control.text
    Accessible.selected: control.checked

    contentItem: Row {
        id: content

        spacing: 6

        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            font.pixelSize: Theme.body
            font.weight: control.checked ? Font.DemiBold : Font.Normal
            color: control.checked || control.hovered ? Theme.text : Theme.quiet
        }

        Count {
            anchors.verticalCenter: parent.verticalCenter
            visible: control.count > 0
            number: control.count
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        x: 4
        width: parent.width - 8
        height: 3
        radius: 1.5
        color: Theme.accent
        visible: control.checked
    }

    FocusRing {
        control: control
        anchors.margins: 0
    }
}
