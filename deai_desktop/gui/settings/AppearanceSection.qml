// Light or dark, how large text is, and in which language.
import QtQuick
import QtQuick.Controls
import "../components"

Section {
    id: section

    required property var viewModel

    readonly property var schemes: ["system", "light", "dark"]
    readonly property var languages: viewModel.language.offered
    readonly property var sizes: [100, 110, 125, 150, 175, 200]

    component Choice: ComboBox {
        id: choice

        required property int chosen

        implicitWidth: 170 * Theme.scale
        font.pixelSize: Theme.body
        currentIndex: chosen
        onModelChanged: currentIndex = Qt.binding(() => choice.chosen) // in another language it begins at its first
    }

    title: qsTr("Appearance")

    SettingCard {
        title: qsTr("Colours")
        about: qsTr("The accent colour is your system's.")

        Choice {
            objectName: "scheme"
            model: [qsTr("As the system"), qsTr("Light"), qsTr("Dark")]
            chosen: section.schemes.indexOf(section.viewModel.appearance.scheme)
            onActivated: index => section.viewModel.appearance.scheme = section.schemes[index]
            Accessible.name: qsTr("Colours")
        }
    }

    SettingCard {
        title: qsTr("Text size")
        about: qsTr("Of all text in this window, beside what your system says.")

        Choice {
            objectName: "textSize"
            model: section.sizes.map(size => qsTr("%1 %").arg(size))
            chosen: section.sizes.indexOf(section.viewModel.appearance.textSize)
            onActivated: index => section.viewModel.appearance.textSize = section.sizes[index]
            Accessible.name: qsTr("Text size")
        }
    }

    SettingCard {
        title: qsTr("Language")
        about: qsTr("Of the window. A model answers in the language you write in, as far as it knows it.")

        Choice {
            objectName: "language"
            model: section.languages.map(one => one.name || qsTr("As the system"))
            chosen: section.languages.findIndex(one => one.code === section.viewModel.language.chosen)
            onActivated: index => section.viewModel.language.chosen = section.languages[index].code
            Accessible.name: qsTr("Language")
        }
    }
}
