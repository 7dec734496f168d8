// What to do where a model's makers ask for consent or the hub for a token.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"

Pane {
    id: card

    required property var model // a HubModelViewModel
    required property var token // a HubTokenViewModel

    readonly property bool needsPermission: model.access === "needs-permission"

    objectName: "accessCard"
    visible: model.access !== "open"
    padding: Theme.pad
    Accessible.role: Accessible.Grouping
    Accessible.name: heading.text

    background: CardGround {
        border.color: Theme.warning
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap

        Label {
            id: heading

            Layout.fillWidth: true
            text: card.needsPermission ? qsTr("Its makers must let you in") : qsTr("Its makers ask for your consent")
            color: Theme.text
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }

        Label {
            Layout.fillWidth: true
            text: card.needsPermission
                ? qsTr("Open its page, sign in and ask for access there. When it is granted, come back and press “Try again”.")
                : qsTr("1. Open its page, sign in and agree to its terms.\n2. Make a token there (Settings → Access Tokens, “read” is enough).\n3. Paste it here. It is kept in your system's vault and sent to this hub only.")
            color: Theme.text
            font.pixelSize: Theme.body
            lineHeight: 1.15
            wrapMode: Text.Wrap
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.gap

            SymbolButton {
                objectName: "openTerms"
                visible: card.model.webAddress !== ""
                symbol: "external"
                text: qsTr("Open its page")
                Accessible.description: card.model.webAddress
                onClicked: card.model.openPage()
            }

            Button {
                objectName: "accessAgain"
                text: qsTr("Try again")
                onClicked: card.model.reload()
            }
        }

        HubTokenField {
            Layout.fillWidth: true
            visible: !card.needsPermission || !card.token.isSet
            token: card.token
        }
    }
}
