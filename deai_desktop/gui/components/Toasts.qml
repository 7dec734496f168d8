// News, newest at the bottom.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: toasts

    required property var notices

    spacing: Theme.gap

    Repeater {
        model: toasts.notices.toasts

        delegate: Toast {
            id: one

            required property int number
            required property string title
            required action

            Layout.alignment: Qt.AlignHCenter
            text: one.title
            onActed: toasts.notices.act(one.number)
            onClosed: toasts.notices.close(one.number)
        }
    }
}
