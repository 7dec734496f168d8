// Where models lie, how they are fetched, and which hub is searched.
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import "../components"
import "../models"

Section {
    id: section

    required property var viewModel

    readonly property bool isMeteredFine: viewModel.values["downloads.on_metered"]?.value ?? false

    title: qsTr("Models and downloads")
    about: qsTr("Downloaded models lie in the folder below. Models that you imported stay where you keep them.")

    FolderCard {
        Layout.fillWidth: true
        library: section.viewModel.library
        isOnThisPc: section.viewModel.link.place === ""
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "downloads.bandwidth_limit"
        title: qsTr("Limit of downloads")
        about: qsTr("Most kilobytes a second that fetching models may use.")
        step: 500
        special: 0
        specialText: qsTr("No limit")
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "downloads.parallel_parts"
        title: qsTr("Connections for one file")
        about: qsTr("Several parts at once are faster on some lines; more than a few only burden the server.")
    }

    SettingCard {
        enabled: section.viewModel.values["downloads.on_metered"] !== undefined
        title: qsTr("Download on metered connections")
        about: qsTr("Off: downloads wait while this PC is on a connection that costs by the amount, such as a phone's.")

        Switch {
            objectName: "onMetered"
            checked: section.isMeteredFine
            Accessible.name: qsTr("Download on metered connections")
            onToggled: {
                section.viewModel.change("downloads.on_metered", checked);
                checked = Qt.binding(() => section.isMeteredFine); // it moves when the node has agreed
            }
        }
    }

    TextSetting {
        viewModel: section.viewModel
        name: "hub.address"
        title: qsTr("Address of the hub")
        about: qsTr("Where models are searched and fetched: Hugging Face, a mirror of it, or your company's own.")
    }

    SettingCard {
        objectName: "tokenCard"
        title: qsTr("Token for the hub")
        about: section.viewModel.hubToken.isSet
            ? qsTr("A token is set. It is kept in your system's vault, sent to this hub only, and never shown.")
            : qsTr("Only needed for models whose makers ask for consent. It is kept in your system's vault.")

        HubTokenField {
            implicitWidth: 360 * Theme.scale
            token: section.viewModel.hubToken
        }
    }
}
