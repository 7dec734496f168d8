// For whom this PC worked since it connected to a pool.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: done

    required property var lending // a LendingViewModel

    spacing: 4

    Fact {
        objectName: "doneToday"
        visible: done.lending.today !== ""
        name: qsTr("Done today, by receipts")
        value: done.lending.today
    }

    FieldName {
        Layout.topMargin: 4
        text: qsTr("Done since this PC connected")
    }

    Words {
        objectName: "nothingDone"
        visible: done.lending.memberCount === 0
        text: qsTr("Nobody has asked for anything yet.")
    }

    Repeater {
        model: done.lending.members

        delegate: Fact {
            id: member

            required property string device
            required property string about

            objectName: "work for " + name
            value: about
        }
    }
}
