"""Shows on the window's button in the taskbar how far downloads are, where the system has such a thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QWindow

from deai_desktop.system.taskbar import TaskbarProgress

_STEPS = 200
"""So many differences can be seen on a button."""


class Downloads(Protocol):
    """Say how far downloads are."""

    @property
    def changed(self) -> SignalInstance:
        """Comes when that may be different."""

    @property
    def part_downloaded(self) -> float | None:
        """From 0 to 1; None while there are none."""


class Progress(Protocol):
    """Be a window's button; see `TaskbarProgress`."""

    @property
    def is_available(self) -> bool:
        """Whether there is such a button."""

    def show(self, part: float | None) -> None:
        """Show how much is done; None shows nothing."""

    def close(self) -> None:
        """Let the button go."""


class TaskbarDownloads(QObject):
    """Follow downloads as long as the window is shown: a hidden one has no button, a closed one gets another."""

    def __init__(
        self,
        downloads: Downloads,
        window: QWindow,
        make: Callable[[int], Progress] = TaskbarProgress,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._downloads, self._window, self._make = downloads, window, make
        self._progress: Progress | None = None
        self._shown: int | None = None
        downloads.changed.connect(self._follow)
        window.visibleChanged.connect(self._begin_anew)

    def close(self) -> None:
        """Take away what is shown."""
        if self._progress is not None:
            self._progress.close()
        self._progress, self._shown = None, None

    def _begin_anew(self) -> None:
        self.close()
        self._follow()

    def _follow(self) -> None:
        part = self._downloads.part_downloaded
        step = None if part is None else round(part * _STEPS)
        if step == self._shown or not self._window.isVisible():
            return
        if self._progress is None:
            self._progress = self._make(int(self._window.winId()))
        if self._progress.is_available:
            self._progress.show(part)
        self._shown = step
