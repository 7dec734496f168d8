"""Makes values in a thread, so that the window does not wait, and keeps those used last."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, QTimer, Signal

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_GATHER_MILLISECONDS = 30
_OWN_BYTES = 1000
"""What a value takes beside its size."""
_MOST_WAITING = 400
"""What was asked for longest ago is given up; it is asked for again when it comes into view."""


class MadeLater(QObject, Generic[Key, Value]):
    """Keep values by key; a value that is not there yet is made, and `changed` says that some are there."""

    changed = Signal()
    _made = Signal(object, object)

    def __init__(
        self,
        make: Callable[[Key], Value],
        size: Callable[[Value], int],
        most: int,
        parent: QObject | None = None,
    ) -> None:
        """Keep values up to ``most`` bytes, as ``size`` counts them; ``make`` runs in a thread."""
        super().__init__(parent)
        self.make = make
        self._size = size
        self._kept = 0
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        self._asked: set[Key] = set()
        self._lock = Lock()
        self._is_working = False
        self._say = QTimer(self, singleShot=True, interval=_GATHER_MILLISECONDS)
        self._say.timeout.connect(self.changed)
        self._made.connect(self._keep)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.give_up)

    def get(self, key: Key) -> Value | None:
        """Return a value if it is there; else have it made."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        with self._lock:
            if key in self._asked and key not in self._waiting:
                return None  # it is made, and on its way here
            self._asked.add(key)
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            if len(self._waiting) > _MOST_WAITING:
                self._asked.discard(self._waiting.popitem(last=False)[0])
            must_start, self._is_working = not self._is_working, True
        if must_start:
            QThreadPool.globalInstance().start(_Making(self))
        return None

    def next_key(self, done: Key | None = None) -> Key | None:
        """Take out what was made, and say what to make next: what was asked for last is on the screen."""
        with self._lock:
            if done is not None:
                self._waiting.pop(done, None)
            self._is_working = bool(self._waiting)
            return next(reversed(self._waiting)) if self._waiting else None

    def give_up(self) -> None:
        """Make nothing more, because the program ends and would wait for it."""
        with self._lock:
            self._asked.difference_update(self._waiting)
            self._waiting.clear()

    def _keep(self, key: Key, value: Value) -> None:
        self._asked.discard(key)
        if key in self._values:
            return
        self._values[key] = value
        self._kept += self._size(value) + _OWN_BYTES
        while self._kept > self._most and len(self._values) > 1:
            self._kept -= self._size(self._values.popitem(last=False)[1]) + _OWN_BYTES
        if not self._say.isActive():
            self._say.start()


class _Making(QRunnable):
    """Make what waits, one after another."""

    def __init__(self, owner: MadeLater[Any, Any]) -> None:
        super().__init__()
        self._owner = owner

    def run(self) -> None:
        """Do it and tell the owner, unless the window is gone by then."""
        with contextlib.suppress(RuntimeError):  # what Qt raises when the owner is no more
            key = self._owner.next_key()
            while key is not None:
                self._owner._made.emit(key, self._owner.make(key))
                key = self._owner.next_key(key)
