// An image that stands in an answer; a click shows it larger, its menu saves it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import "../components"

Item {
    id: block

    required property string address
    required property string description
    required property var pictures
    readonly property var picture: pictures.shown(address, pictures.revision)
    readonly property bool isShown: picture.address !== ""
    readonly property string label: description === "" ? qsTr("Image") : qsTr("Image: %1").arg(description)
    readonly property real part: isShown ? Math.min(1, width / picture.width, 420 * Theme.scale / picture.height) : 0

    implicitHeight: isShown ? Math.max(button.implicitHeight, 24) : note.implicitHeight

    Text {
        id: note

        visible: !block.isShown
        width: parent.width
        text: block.picture.isReady ? qsTr("%1 (can't be shown)").arg(block.label) : block.label
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.quiet
        font.pixelSize: Theme.body
        font.italic: true
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    AbstractButton {
        id: button

        objectName: "answerImage"
        visible: block.isShown
        implicitWidth: Math.max(1, Math.round(block.picture.width * block.part))
        implicitHeight: Math.max(1, Math.round(block.picture.height * block.part))
        text: block.label
        focusPolicy: Qt.StrongFocus
        Accessible.name: block.label
        Accessible.description: qsTr("Shows the image larger")
        onClicked: larger.active = true
        Keys.onMenuPressed: menu.popup(button)

        contentItem: Image {
            source: block.picture.address
            mipmap: true
        }

        HoverHandler {
            cursorShape: Qt.PointingHandCursor
        }

        TapHandler {
            acceptedButtons: Qt.RightButton
            onTapped: menu.popup()
        }

        FocusRing {
            control: button
        }
    }

    AppMenu {
        id: menu

        MenuItem {
            text: qsTr("Show larger")
            onTriggered: larger.active = true
        }

        MenuItem {
            text: qsTr("Save image…")
            onTriggered: saving.active = true
        }
    }

    Loader {
        id: larger

        active: false

        sourceComponent: Popup {
            parent: Overlay.overlay
            anchors.centerIn: parent
            width: Math.min(block.picture.width + 2, parent.width - 2 * Theme.wide)
            height: Math.min(block.picture.height + 2, parent.height - 2 * Theme.wide)
            modal: true
            padding: 0
            visible: true
            onClosed: larger.active = false

            background: Rectangle {
                color: Theme.layer
            }

            contentItem: Image {
                objectName: "largerPicture"
                source: block.picture.address
                fillMode: Image.PreserveAspectFit
                mipmap: true
                Accessible.role: Accessible.Graphic
                Accessible.name: block.label

                TapHandler {
                    onTapped: larger.active = false
                }
            }
        }
    }

    Loader {
        id: saving

        active: false

        sourceComponent: FileDialog {
            title: qsTr("Save image")
            fileMode: FileDialog.SaveFile
            defaultSuffix: block.pictures.suffix(block.address)
            Component.onCompleted: open()
            onAccepted: {
                block.pictures.save(block.address, selectedFile);
                saving.active = false;
            }
            onRejected: saving.active = false
        }
    }
}
