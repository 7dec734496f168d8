// A QR code, black on white whatever the colours of the window, each square as many whole pixels wide.
import QtQuick
import QtQuick.Controls
import QtQuick.Window
import "../components"

Rectangle {
    id: code

    required property string source
    required property int squares

    readonly property real room: Math.max(280, (Overlay.overlay?.height ?? 720) - 150)
    readonly property real pixels: Screen.devicePixelRatio
    readonly property int steps: squares > 0 ? Math.floor(Math.min(room, 420) * pixels / squares) : 0
    readonly property real side: squares > 0 ? Math.max(2, steps) * squares / pixels : 411

    implicitWidth: side
    implicitHeight: side
    radius: 4
    color: "white"
    border.color: Theme.stroke

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("The invite as a QR code")

    Image {
        objectName: "qrCode"
        anchors.fill: parent
        visible: code.source !== ""
        source: code.source
        cache: false // it is a secret
        smooth: false
    }
}
