// One member of a pool: what it is called and may do, and what can be done about that.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

GridLayout {
    id: line

    required property string device
    required property string name
    required property int role
    required property string about
    required property string account
    required property string suspicion
    required property bool isThisPc
    required property var people // a PeopleViewModel
    readonly property bool canChange: people.mayManage && !isThisPc
    signal removalWanted

    Layout.fillWidth: true
    Layout.minimumHeight: Math.round(44 * Theme.scale)
    Layout.topMargin: account === "" ? 0 : 4
    Layout.bottomMargin: account === "" ? 0 : 4
    columns: actions.implicitWidth > 0.45 * width ? 1 : 2 // below where there is little room
    columnSpacing: Theme.gap
    rowSpacing: 4

    Accessible.role: Accessible.ListItem
    Accessible.name: [name, about, people.roles[role], account, suspicion].filter(Boolean).join(", ")

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

        Text {
            Layout.fillWidth: true
            visible: text !== ""
            text: line.account
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.quiet
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }

        Text {
            Layout.fillWidth: true
            visible: text !== ""
            text: line.suspicion
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.danger
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    RowLayout {
        id: actions

        spacing: Theme.gap

        Text {
            visible: !line.canChange
            text: line.people.roles[line.role] ?? ""
            textFormat: Text.PlainText
            color: Theme.quiet
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }

        ComboBox {
            objectName: "memberRole"
            visible: line.canChange
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
            visible: line.canChange
            symbol: "trash"
            text: qsTr("Remove %1").arg(line.name)
            onClicked: line.removalWanted()
        }
    }
}
