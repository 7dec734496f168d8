// Loads a page the first time it is shown and gives it its view-model.
import QtQuick

Loader {
    id: loader

    required property url page
    required property var viewModel
    required property bool wanted

    function show() {
        if (wanted && source !== page)
            setSource(page, { viewModel: loader.viewModel });
    }

    // What had the keyboard may be on the page that is gone: it would be dead.
    function takeFocus() {
        if (visible && Window.activeFocusItem?.visible === false)
            (item as Item)?.nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason);
    }

    onVisibleChanged: Qt.callLater(takeFocus)
    onPageChanged: Qt.callLater(show) // its view-model changes together with it
    onWantedChanged: show()
    Component.onCompleted: show()
}
