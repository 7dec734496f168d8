// Where models lie.
import QtQuick
import QtQuick.Controls
import "../components"

Section {
    id: section

    required property var viewModel

    title: qsTr("Models folder")
    about: qsTr("Downloaded models lie here. Models that you imported stay where you keep them.")

    SettingCard {
        title: section.viewModel.modelsFolder
        about: qsTr("To remove a model, use the Models page: it also forgets it.")

        Button {
            objectName: "openFolder"
            text: qsTr("Open folder")
            font.pixelSize: Theme.body
            enabled: section.viewModel.modelsFolder !== ""
            onClicked: section.viewModel.openFolder(section.viewModel.modelsFolder)
        }
    }
}
