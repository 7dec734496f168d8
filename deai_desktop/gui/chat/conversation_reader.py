"""Reads exported conversations in a thread, because they may be large."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from deai_desktop.api.conversation_file import read_conversation
from deai_desktop.api.schemas.conversation_file import ConversationFile
from deai_desktop.core.errors import DeAIError

OnRead = Callable[[ConversationFile], None]
OnError = Callable[[DeAIError], None]


class ConversationReader(QObject):
    """Read files; one of two callables hears the outcome, later, in the Qt thread."""

    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count()
        self._waiting: dict[int, tuple[OnRead, OnError]] = {}
        self._done.connect(self._tell)

    def read(self, file: Path, on_read: OnRead, on_error: OnError) -> None:
        """Read a file in the background."""
        number = next(self._numbers)
        self._waiting[number] = (on_read, on_error)
        QThreadPool.globalInstance().start(_Reading(self, number, file))

    def _tell(self, number: int, outcome: ConversationFile | DeAIError) -> None:
        on_read, on_error = self._waiting.pop(number)
        if isinstance(outcome, DeAIError):
            on_error(outcome)
        else:
            on_read(outcome)


class _Reading(QRunnable):
    """Read one file and tell the reader, unless the window is gone by then."""

    def __init__(self, reader: ConversationReader, number: int, file: Path) -> None:
        super().__init__()
        self._reader = reader
        self._number = number
        self._file = file

    def run(self) -> None:
        """Do it."""
        outcome: ConversationFile | DeAIError
        try:
            outcome = read_conversation(self._file)
        except DeAIError as error:
            outcome = error
        with contextlib.suppress(RuntimeError):  # what Qt raises when the reader is no more
            self._reader._done.emit(self._number, outcome)
