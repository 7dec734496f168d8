// What leaves this PC, and what never does.
import QtQuick
import "../components"

Section {
    id: section

    required property var viewModel

    title: qsTr("Privacy")
    about: qsTr("What leaves this PC: nothing but the downloads you start.")

    SettingCard {
        title: qsTr("Downloading a model")
        about: qsTr("When you press Download, the file is fetched from the places its catalogue entry names, such as Hugging Face or the Python package index. They see your network address and which file you want. Why: the model has to come from somewhere; its checksum is proved before it is used.")
    }

    SettingCard {
        title: qsTr("Your chats and files")
        about: qsTr("They are answered on this PC and stay in %1. No account, no statistics, no search for updates; a crash report is a file on this PC that only you can send.").arg(section.viewModel.status.dataFolder || qsTr("DeAI's folder"))
    }

    SettingCard {
        title: qsTr("The local API")
        about: qsTr("It listens to programs on this PC only and asks each for a key. A program you give a key could send on what a model answers: that is up to it.")
    }

    SettingCard {
        title: qsTr("Secrets")
        about: section.viewModel.status.hasVault
            ? qsTr("Keys are kept in your system's vault: %1.").arg(section.viewModel.status.vault || "…")
            : qsTr("Your system offers no vault right now, so no keys are kept at all.")
    }
}
