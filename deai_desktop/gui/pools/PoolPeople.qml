// Who belongs to a pool, and which invites to it are open.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: list

    required property var people // a PeopleViewModel
    signal removalWanted(device: string, name: string)

    spacing: 2

    SectionTitle {
        Layout.topMargin: Theme.gap
        text: qsTr("Members (%1)").arg(list.people.memberCount)
    }

    Text {
        Layout.fillWidth: true
        visible: !list.people.isWhole
        text: qsTr("Those that this PC has met; only the PC that founded the pool knows all.")
        wrapMode: Text.Wrap
        color: Theme.quiet
        font.pixelSize: Theme.small
    }

    Trouble {
        objectName: "logTrouble"
        Layout.fillWidth: true
        Layout.topMargin: 4
        visible: list.people.logTrouble !== ""
        reason: list.people.logTrouble
    }

    Repeater {
        model: list.people.members

        delegate: MemberLine {
            id: member

            objectName: "member " + name
            people: list.people
            onRemovalWanted: list.removalWanted(member.device, member.name)
        }
    }

    SectionTitle {
        Layout.topMargin: Theme.gap
        visible: list.people.inviteCount > 0
        text: qsTr("Open invites (%1)").arg(list.people.inviteCount)
    }

    Repeater {
        model: list.people.invites

        delegate: InviteLine {
            objectName: "invite " + invite
            people: list.people
        }
    }
}
