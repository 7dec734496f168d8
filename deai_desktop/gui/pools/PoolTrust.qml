// Whether the person has agreed that members may read what they work on.
import QtQuick
import QtQuick.Controls
import "../components"

Fact {
    id: fact

    required property string poolName
    required property bool knowsRisk
    signal wanted
    signal takenBack

    name: qsTr("Use of its models")
    value: knowsRisk ? qsTr("You agreed that whoever works on your prompt can read it. You find the models in the chat's model list.")
        : qsTr("Whoever works on your prompt can read it. Nobody is asked before you have agreed to that.")

    Button {
        objectName: "trustPool"
        visible: !fact.knowsRisk
        text: qsTr("Use its models…")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Use the models of %1").arg(fact.poolName)
        onClicked: fact.wanted()
    }

    Button {
        objectName: "takeTrustBack"
        visible: fact.knowsRisk
        text: qsTr("Take back")
        font.pixelSize: Theme.body
        Accessible.name: qsTr("Use the models of %1 no longer").arg(fact.poolName)
        onClicked: fact.takenBack()
    }
}
