"""A chat page in a window of its own, over a real node."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

import deai_desktop.gui
from deai_desktop.core.paths import Paths
from deai_desktop.gui.chat.chat_view_model import ChatViewModel
from deai_desktop.gui.models.models_view_model import ModelsViewModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.window_state import WindowState
from tests.gui.kept import KEPT

_GUI = Path(deai_desktop.gui.__file__).parent
_QML = """
import QtQuick
import QtQuick.Controls
import "{gui}/chat"
import "{gui}/components"

ApplicationWindow {{
    required property var chat
    width: 1100
    height: 720
    visible: true
    color: Theme.layer
    ChatPage {{
        objectName: "page"
        anchors.fill: parent
        viewModel: chat
    }}
}}
"""


class Chat:
    """What the chat page needs, without the rest of the window."""

    def __init__(self, paths: Paths) -> None:
        self.owner = QObject()
        KEPT.append(self)
        self.link = NodeLink(paths, self.owner)
        self.notices = Notices(self.owner)
        self.state = WindowState(paths.settings / "window.json")
        self.models = ModelsViewModel(self.link, self.notices, self.owner)
        self.view: Any = ChatViewModel(self.link, self.models, self.notices, self.state, self.owner)

    def close(self) -> None:
        """Let go of the node."""
        self.link.close()

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Who says what on the branch that is shown."""
        return [(one.role, one.content) for one in self.view.messages.messages]

    @property
    def statuses(self) -> list[str]:
        """How the messages ended."""
        return [one.status for one in self.view.messages.messages]

    @property
    def titles(self) -> list[str]:
        """The conversations in the list."""
        return [one.title for one in self.view.conversations.list.rows]

    @property
    def toasts(self) -> list[str]:
        """News that are shown."""
        return [one.title for one in self.notices.toasts.notices]

    @property
    def banners(self) -> list[str]:
        """Errors that are shown."""
        return [one.title for one in self.notices.banners.notices]


def write_window(folder: Path) -> Path:
    """Write the QML of a window that holds the page."""
    file = folder / "ChatWindow.qml"
    file.write_text(_QML.format(gui=_GUI.as_uri()))
    return file


def find(window: QQuickWindow, name: str) -> Any:
    """Return the first visible item of that name."""
    items = [one for one in _items(window.contentItem()) if one.objectName() == name and one.isVisible()]
    assert items, name
    return items[0]


def count(window: QQuickWindow, name: str) -> int:
    """Count the visible items of that name."""
    return sum(one.objectName() == name and one.isVisible() for one in _items(window.contentItem()))


def click(window: QQuickWindow, name: str) -> None:
    """Click into the middle of an item."""
    item = find(window, name)
    middle = item.mapToScene(item.boundingRect().center()).toPoint()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def press(
    window: QQuickWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key."""
    QTest.keyClick(window, key, modifier)


def write(window: QQuickWindow, text: str) -> None:
    """Type Latin text."""
    for letter in text:
        QTest.keyClick(window, Qt.Key(ord(letter.upper())))


def _items(item: QQuickItem) -> list[QQuickItem]:
    return [item, *(below for child in item.childItems() for below in _items(child))]


Wait = Callable[..., None]
