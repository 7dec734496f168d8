// The heading of a part of a page.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

Label {
    Layout.fillWidth: true
    Layout.topMargin: Theme.pad
    color: Theme.text
    font.pixelSize: Theme.body
    font.weight: Font.DemiBold
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.Heading
}
