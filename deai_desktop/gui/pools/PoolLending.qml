// What this PC does for a pool's members: whether at all, with which models, how much, and what it did so far.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: list

    required property var lending // a LendingViewModel
    required property string poolName

    spacing: 2

    SectionTitle {
        Layout.topMargin: Theme.gap
        text: qsTr("What this PC does for the members")
    }

    Fact {
        id: asksOnly

        visible: !list.lending.mayLend
        name: qsTr("Work for its members")
        value: qsTr("This PC is in the pool to ask only. Who founded it can change that.")
    }

    Fact {
        visible: !asksOnly.visible
        name: qsTr("Work for its members")
        value: list.lending.lends ? qsTr("Members can use models of this PC. What you do yourself goes first.")
            : qsTr("Members can use no model of this PC.")

        Switch {
            objectName: "lend"
            enabled: !list.lending.isBusy
            checked: list.lending.lends
            Accessible.name: qsTr("Work for the members of %1").arg(list.poolName)
            onToggled: {
                list.lending.lend(checked);
                checked = Qt.binding(() => list.lending.lends); // it moves when the node has agreed
            }
        }
    }

    Loader {
        Layout.fillWidth: true
        active: list.lending.mayLend && list.lending.lends
        visible: active

        sourceComponent: LendingChoices {
            lending: list.lending
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.topMargin: 4
        active: list.lending.mayLend && (list.lending.lends || list.lending.memberCount > 0)
        visible: active

        sourceComponent: WorkDone {
            lending: list.lending
        }
    }
}
