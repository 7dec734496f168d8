"""Puts the window where it was, and remembers where it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from deai_desktop.gui.window_state import WindowState

_NAME = "window_place"
_SETTLED_MILLISECONDS = 500
_SEEN = 80
"""Pixels of the window that must lie on a screen, so that it can be grasped."""


class WindowPlace(QObject):
    """Restore position, size and maximised state; a place that no screen shows any more is forgotten."""

    def __init__(self, window: QWindow, state: WindowState) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED_MILLISECONDS)
        self._timer.timeout.connect(self.remember)
        self._restore()
        for moved in (window.xChanged, window.yChanged, window.widthChanged, window.heightChanged):
            moved.connect(self._timer.start)
        window.windowStateChanged.connect(lambda _: self._timer.start())

    def remember(self) -> None:
        """Store the place now; of a maximised window the place it goes back to stays."""
        self._timer.stop()
        window, before = self._window, self._stored()
        maximised = window.visibility() == QWindow.Visibility.Maximized
        ordinary = window.visibility() == QWindow.Visibility.Windowed
        place = window.geometry() if ordinary or before is None else before
        if ordinary or maximised:
            values = [place.x(), place.y(), place.width(), place.height(), maximised]
            self._state.set(_NAME, values)

    def show(self) -> None:
        """Show the window as it was."""
        values = self._state.get(_NAME)
        if isinstance(values, list) and values and values[-1] is True:
            self._window.showMaximized()
        else:
            self._window.showNormal()

    def _restore(self) -> None:
        place = self._stored()
        if place is None:
            return
        if any(_is_seen(place, screen.availableGeometry()) for screen in QGuiApplication.screens()):
            self._window.setGeometry(place)
        else:
            self._window.resize(place.size())

    def _stored(self) -> QRect | None:
        values = self._state.get(_NAME)
        if (
            not isinstance(values, list)
            or len(values) != 5
            or not all(isinstance(one, int) for one in values)
        ):
            return None
        x, y, width, height, _ = values
        return QRect(x, y, width, height) if 0 < width < 32_000 and 0 < height < 32_000 else None


def _is_seen(place: QRect, screen: QRect) -> bool:
    seen = place.intersected(screen)
    return seen.width() >= _SEEN and seen.height() >= _SEEN and place.top() >= screen.top()
