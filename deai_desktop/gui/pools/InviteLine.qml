// An invite that nobody has used yet.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

RowLayout {
    id: line

    required property string invite
    required property string about
    required property var people // a PeopleViewModel

    Layout.fillWidth: true
    Layout.minimumHeight: Math.round(40 * Theme.scale)
    spacing: Theme.gap

    Accessible.role: Accessible.ListItem
    Accessible.name: about

    Text {
        Layout.fillWidth: true
        text: line.about
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.text
        font.pixelSize: Theme.body
        Accessible.ignored: true
    }

    Button {
        objectName: "takeBack"
        text: qsTr("Take back")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Take back the invite: %1").arg(line.about)
        onClicked: line.people.takeBack(line.invite)
    }
}
