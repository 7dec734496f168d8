// Asks before the first use of a pool: whoever works on a prompt can read it.
import QtQuick
import "../components"

ConfirmDialog {
    id: dialog

    required property var trusting // a TrustingViewModel

    title: qsTr("Other people can read this")
    text: qsTr("A model of “%1” runs on the PC of another member. Whoever works on your prompt can read it: what you write, what stands above it in the conversation, and the answer.\n\nOn the way it is encrypted, so neither the hub nor the other members can. Send nothing that they should not know. You are asked this once for each pool.").arg(dialog.trusting.poolName)
    action: qsTr("That's all right")
    wished: 480
    onAccepted: dialog.trusting.accept()

    Connections {
        target: dialog.trusting

        function onAsked() {
            dialog.open();
        }
    }
}
