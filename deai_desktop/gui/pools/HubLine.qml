// One hub of a pool: where it is, how it is, and what can be done about that.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

GridLayout {
    id: line

    required property string hub
    required property string name
    required property string where
    required property string condition
    required property string conditionText
    required property string figures
    required property string problem
    required property bool isOwn
    required property bool canRemove
    required property bool isBusy
    required property string poolName
    required property string listens
    signal reachWanted
    signal removalWanted

    Layout.fillWidth: true
    Layout.topMargin: 4
    Layout.bottomMargin: 4
    columns: reach.visible && reach.implicitWidth > 0.45 * width ? 1 : 2 // below where there is little room
    columnSpacing: Theme.gap
    rowSpacing: 4

    Accessible.role: Accessible.ListItem
    Accessible.name: [line.name, line.conditionText, line.where, line.figures, line.problem].filter(Boolean).join(", ")

    HubFacts {
        name: line.name
        condition: line.condition
        conditionText: line.conditionText
        details: [line.where, line.figures]
        problem: line.problem
    }

    Button {
        id: reach

        objectName: "reach"
        visible: line.isOwn
        text: line.listens === "network" ? qsTr("Only this PC") : qsTr("Let my network in")
        font.pixelSize: Theme.body
        Accessible.name: line.listens === "network" ? qsTr("Let only this PC reach the hub of %1").arg(line.poolName)
            : qsTr("Let my network reach the hub of %1").arg(line.poolName)
        onClicked: line.reachWanted()
    }

    IconButton {
        objectName: "removeHub"
        visible: line.canRemove
        enabled: !line.isBusy
        symbol: "trash"
        text: qsTr("Remove the hub %1").arg(line.name)
        onClicked: line.removalWanted()
    }
}
