// One member of a pool: what it is called and may do, and what can be done about that.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

RowLayout {
    id: line

    required property string device
    required property string name
    required property int role
    required property string about
    required property bool isThisPc
    required property var people // a PeopleViewModel
    signal removalWanted

    Layout.fillWidth: true
    Layout.minimumHeight: Math.round(44 * Theme.scale)
    spacing: Theme.gap

    Accessible.role: Accessible.ListItem
    Accessible.name: [name, about, people.roles[role]].join(", ")

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 1

        Text {
            Layout.fillWidth: true
            text: line.name
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }

        Text {
            Layout.fillWidth: true
            text: line.about
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.quiet
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    Text {
        visible: line.isThisPc
        text: line.people.roles[line.role] ?? ""
        textFormat: Text.PlainText
        color: Theme.quiet
        font.pixelSize: Theme.body
        Accessible.ignored: true
    }

    ComboBox {
        objectName: "memberRole"
        visible: !line.isThisPc
        font.pixelSize: Theme.body
        implicitContentWidthPolicy: ComboBox.WidestText
        model: line.people.roles
        currentIndex: line.role
        Accessible.name: qsTr("What %1 may do").arg(line.name)
        onActivated: index => {
            line.people.changeRole(line.device, index);
            currentIndex = Qt.binding(() => line.role); // it moves when the node has agreed
        }
    }

    IconButton {
        objectName: "removeMember"
        visible: !line.isThisPc
        symbol: "trash"
        text: qsTr("Remove %1").arg(line.name)
        onClicked: line.removalWanted()
    }
}
