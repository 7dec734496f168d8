"""Collects Python's garbage in the window's own thread."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS = 2000
_EACH_TIME = 10
"""Older objects are looked through once in so many times."""


class GarbageCollector(QObject):
    """Take over from Python, which collects in whatever thread allocates next.

    An object of Qt that is part of a cycle must go in the thread it lives in: timers and windows that end in
    another one crash the program.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._times = 0
        self._timer = QTimer(self, interval=_MILLISECONDS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        self._times += 1
        gc.collect(2 if self._times == 1 or self._times % _EACH_TIME == 0 else 1)
        if self._times == 1:
            gc.freeze()  # what was imported stays: looking through it each time would take a frame or two
