"""Light or dark and the size of text, as the person chose and the window remembers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication

from deai_desktop.core.paths import resources_folder
from deai_desktop.gui.qt_property import qt_property, qt_writable
from deai_desktop.gui.window_state import WindowState

SMALLEST_TEXT, LARGEST_TEXT = 100, 200

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Appearance(QObject):
    """Keep the colour scheme and the text size, and apply them to the whole program."""

    changed = Signal()

    def __init__(self, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        scheme = state.get("color_scheme")
        self._scheme = scheme if isinstance(scheme, str) and scheme in _SCHEMES else "system"
        size = state.get("text_size")
        self._text_size = _within(size) if isinstance(size, int) else SMALLEST_TEXT
        self._apply()

    @qt_property(QUrl, constant=True)
    def icons(self) -> QUrl:
        """The folder of icons."""
        return QUrl.fromLocalFile(f"{resources_folder() / 'icons'}/")

    def _get_scheme(self) -> str:
        return self._scheme

    def _set_scheme(self, scheme: str) -> None:
        if scheme in _SCHEMES and scheme != self._scheme:
            self._scheme = scheme
            self._state.set("color_scheme", scheme)
            self._apply()
            self.changed.emit()

    scheme = qt_writable(str, _get_scheme, _set_scheme, notify=changed)
    """system, light or dark."""

    def _get_text_size(self) -> int:
        return self._text_size

    def _set_text_size(self, percent: int) -> None:
        if (size := _within(percent)) != self._text_size:
            self._text_size = size
            self._state.set("text_size", size)
            self.changed.emit()

    textSize = qt_writable(int, _get_text_size, _set_text_size, notify=changed)  # noqa: N815 - Qt's naming
    """Percent of the normal size."""

    def _apply(self) -> None:
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[self._scheme])


def _within(percent: int) -> int:
    return max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
