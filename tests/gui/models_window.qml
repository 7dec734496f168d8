// A window for tests that shows one page with its view-model.
import QtQuick
import QtQuick.Controls
import "../../deai_desktop/gui/components"

ApplicationWindow {
    id: window

    required property url page
    required property var viewModel
    readonly property Item shown: loader.item as Item

    width: 1100
    height: 720
    visible: true
    color: Theme.layer

    Loader {
        id: loader

        anchors.fill: parent
        Component.onCompleted: setSource(window.page, { viewModel: window.viewModel })
    }
}
