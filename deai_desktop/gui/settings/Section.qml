// A section's heading with its cards beneath.
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: section

    property string title
    property string about

    spacing: 6

    Text {
        Layout.fillWidth: true
        text: section.title
        color: Theme.text
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Text {
        Layout.fillWidth: true
        Layout.bottomMargin: 10
        visible: text !== ""
        text: section.about
        color: Theme.quiet
        font.pixelSize: Theme.body
        wrapMode: Text.Wrap
    }

    Item {
        implicitHeight: section.about === "" ? 6 : 0
    }
}
