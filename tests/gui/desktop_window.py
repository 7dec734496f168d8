"""The real window over a real node, driven as a person would: by keys, and by what the screen says."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtWidgets import QApplication

from deai_desktop.core.paths import Paths
from deai_desktop.gui.app import App
from deai_desktop.gui.language import spoken_language
from deai_desktop.gui.shell import Shell
from deai_desktop.gui.window_state import WindowState
from tests.gui.kept import KEPT


class DesktopWindow:
    """Build the application object and its window, as `gui.main` does."""

    def __init__(self, paths: Paths, *, has_tray: bool = False) -> None:
        _speak_english(paths)
        QAccessible.setActive(True)  # as if a screen reader ran: only then do controls name themselves
        self._engine: QQmlApplicationEngine | None = QQmlApplicationEngine()
        self.shell = Shell(self._engine, paths)
        self.window: QQuickWindow = self.shell.window
        self.app = App(paths, self.shell, has_tray)
        KEPT.extend([self.app, self.shell])
        self.app.fill_window()
        self.chat: Any = self.app.chat  # Qt's properties have no type
        self.app.open()

    def find(self, name: str) -> QObject:
        """Return the object with this objectName."""
        found = self.window.findChild(QObject, name)
        if found is None:  # a popup's children are no children of the window's object
            found = next((item for item in self.items() if item.objectName() == name), None)
        assert found is not None, f"there is no {name}"
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release a key."""
        text = chr(key).lower() if key < 0x7F and not modifiers else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.window, QKeyEvent(kind, key, modifiers, text))

    def items(self) -> Iterator[QQuickItem]:
        """Walk over all items that can be seen, popups included."""
        gc.collect()  # PySide would hand out what it knew of an item that is gone for one at the same address
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                yield item
                waiting += _children(item)

    def focusable(self) -> list[QQuickItem]:
        """List what the Tab key reaches."""
        return [item for item in self.items() if item.activeFocusOnTab() and item.isEnabled()]

    def nameless(self) -> list[str]:
        """List what the Tab key reaches and a screen reader could not name."""
        return [item.metaObject().className() for item in self.focusable() if not accessible_name(item)]

    def close(self) -> None:
        """Take all down, in the order in which `gui.main` does; a second time does nothing."""
        if self._engine is None:
            return
        self.app.link.close()
        self.window.hide()
        shiboken6.delete(self._engine)
        self._engine = None
        QApplication.processEvents()
        shiboken6.delete(self.app)
        shiboken6.delete(self.shell)


def _speak_english(paths: Paths) -> None:
    """Choose English where nobody has chosen and the system would have the window speak something else."""
    state = WindowState(paths.settings / "window.json")
    if state.get("language") is None and spoken_language("", QLocale.system().uiLanguages()) != "en":
        state.set("language", "en")


def accessible_name(item: QQuickItem) -> str:
    """Return what a screen reader would call an item."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


Wait = Callable[..., None]
Open = Callable[..., DesktopWindow]


def _children(item: QQuickItem) -> list[QQuickItem]:
    """List an item's children; what PySide takes for another object, gone by now, is asked for again."""
    found = item.childItems()
    if not all(isinstance(one, QQuickItem) for one in found):
        gc.collect()
        found = item.childItems()
    return [one for one in found if isinstance(one, QQuickItem)]
