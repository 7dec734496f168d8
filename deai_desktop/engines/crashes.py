"""Remembers which models crashed, and holds back one that did so twice until a person wants it tried again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from deai_desktop.core.errors import DeAIError, ModelHeldBackError
from deai_desktop.core.events import Event
from deai_desktop.storage.database import Database

BUDGET = 2
"""With so many crashes a model is held back,"""
WINDOW = 3600.0
"""if no more than so many seconds lie between the first and the last of them."""


@dataclass(frozen=True)
class ModelHeldBack(Event):
    """A model crashed too often and is not loaded any more."""

    model: str


@dataclass(frozen=True)
class ModelTrusted(Event):
    """A model's crashes are forgotten: it may be loaded."""

    model: str


@dataclass(frozen=True)
class Crash:
    """Say when an engine host died, why in plain words, and what to do; ``at`` is in seconds since 1970."""

    at: float
    message: str
    hint: str


class CrashBook:
    """Keep the latest crashes of each model, over a restart too where there is a database.

    Safe to use from any thread.
    """

    def __init__(self, database: Database | None = None, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._crashes = _read(database) if database else {}

    def of(self, model: str) -> tuple[Crash, ...]:
        """Return the crashes that count, oldest first."""
        with self._lock:
            return self._crashes.get(model, ())

    def is_held_back(self, model: str) -> bool:
        """Say whether a model is not to be loaded."""
        return len(self.of(model)) >= BUDGET

    def check(self, model: str) -> None:
        """Raise `ModelHeldBackError` for a model that is not to be loaded."""
        if self.is_held_back(model):
            raise ModelHeldBackError(
                "It crashed twice within an hour, so it is not loaded until you want it tried again.",
                hint=f"See why: deai models info {model}. Try it again: deai models trust {model}",
            )

    def note(self, model: str, cause: DeAIError) -> None:
        """Remember a crash; with it, those that lie too far back are forgotten. Raises `StorageError`."""
        crash = Crash(self._clock(), cause.message, cause.hint)
        with self._lock:
            recent = [one for one in self._crashes.get(model, ()) if crash.at - one.at <= WINDOW]
            self._crashes[model] = (*recent, crash)[-BUDGET:]
            self._write(model)

    def trust(self, model: str) -> bool:
        """Forget a model's crashes; False when there were none. Raises `StorageError`."""
        with self._lock:
            if self._crashes.pop(model, None) is None:
                return False
            self._write(model)
            return True

    def _write(self, model: str) -> None:
        if self._database is None:
            return
        rows = [(model, one.at, one.message, one.hint) for one in self._crashes.get(model, ())]
        with self._database.write() as connection:
            connection.execute("DELETE FROM crashes WHERE model = ?", (model,))
            connection.executemany("INSERT INTO crashes (model, at, message, hint) VALUES (?, ?, ?, ?)", rows)


def _read(database: Database) -> dict[str, tuple[Crash, ...]]:
    found: dict[str, tuple[Crash, ...]] = {}
    with database.read() as connection:
        for row in connection.execute("SELECT model, at, message, hint FROM crashes ORDER BY at"):
            found[row["model"]] = (
                *found.get(row["model"], ()),
                Crash(row["at"], row["message"], row["hint"]),
            )
    return found
