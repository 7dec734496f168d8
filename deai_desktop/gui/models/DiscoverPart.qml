// Finding models: one field over the catalogue and the hub, and one model looked at closely.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

StackLayout {
    id: part

    required property var viewModel

    readonly property var discover: viewModel.discover
    readonly property bool isClose: discover.model.hubId !== ""

    currentIndex: isClose ? 1 : 0

    DiscoverList {
        id: list

        viewModel: part.viewModel
    }

    Loader {
        active: part.isClose

        sourceComponent: HubModelPage {
            viewModel: part.viewModel
            model: part.discover.model
            onBackWanted: {
                part.discover.model.close();
                list.takeFocus();
            }
        }
    }
}
