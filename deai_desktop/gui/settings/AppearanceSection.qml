// Light or dark, and how large text is.
import QtQuick
import QtQuick.Controls
import "../components"

Section {
    id: section

    required property var viewModel

    readonly property var schemes: ["system", "light", "dark"]
    readonly property var sizes: [100, 110, 125, 150, 175, 200]

    title: qsTr("Appearance")

    SettingCard {
        title: qsTr("Colours")
        about: qsTr("The accent colour is your system's.")

        ComboBox {
            objectName: "scheme"
            implicitWidth: 170 * Theme.scale
            font.pixelSize: Theme.body
            model: [qsTr("As the system"), qsTr("Light"), qsTr("Dark")]
            currentIndex: section.schemes.indexOf(section.viewModel.appearance.scheme)
            onActivated: index => section.viewModel.appearance.scheme = section.schemes[index]
            Accessible.name: qsTr("Colours")
        }
    }

    SettingCard {
        title: qsTr("Text size")
        about: qsTr("Of all text in this window, beside what your system says.")

        ComboBox {
            objectName: "textSize"
            implicitWidth: 170 * Theme.scale
            font.pixelSize: Theme.body
            model: section.sizes.map(size => qsTr("%1 %").arg(size))
            currentIndex: section.sizes.indexOf(section.viewModel.appearance.textSize)
            onActivated: index => section.viewModel.appearance.textSize = section.sizes[index]
            Accessible.name: qsTr("Text size")
        }
    }
}
