// A long line of letters in several rows, such as an invite; Tab leads on.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Item {
    id: view

    required property string name
    required property string fieldName // what tests call it
    property string placeholder: ""
    property bool readOnly: false
    property alias text: area.text

    function takeFocus(): void {
        area.forceActiveFocus(Qt.TabFocusReason);
    }

    Layout.fillWidth: true
    implicitHeight: Math.round(112 * Theme.scale)

    ScrollView {
        anchors.fill: parent

        TextArea {
            id: area

            objectName: view.fieldName
            readOnly: view.readOnly
            placeholderText: view.placeholder
            font.family: Theme.monospace.split(",")[0]
            font.pixelSize: Theme.small
            textFormat: TextEdit.PlainText
            verticalAlignment: TextEdit.AlignTop
            wrapMode: TextEdit.WrapAnywhere
            inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            selectByMouse: true
            Accessible.name: view.name
            Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        }
    }
}
