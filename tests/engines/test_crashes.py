"""A model that crashes twice within an hour is held back until somebody trusts it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.core.errors import EngineCrashedError, ModelHeldBackError
from deai_desktop.engines.crashes import WINDOW, Crash, CrashBook
from deai_desktop.storage.database import Database

DIED = EngineCrashedError("It died.", hint="Try again.")


class Clock:
    """A clock that a test turns."""

    now = 1_000_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def test_two_crashes_within_an_hour_hold_a_model_back_and_no_other() -> None:
    clock = Clock()
    book = CrashBook(clock=clock)
    book.note("bad", DIED)
    book.check("bad")
    clock.now += WINDOW
    book.note("bad", EngineCrashedError("It died again.", hint="Give up."))
    with pytest.raises(ModelHeldBackError) as caught:
        book.check("bad")
    assert "deai models trust bad" in caught.value.hint
    assert book.of("bad") == (
        Crash(1_000_000.0, "It died.", "Try again."),
        Crash(1_003_600.0, "It died again.", "Give up."),
    )
    book.check("good")


def test_crashes_that_lie_far_apart_hold_nothing_back() -> None:
    clock = Clock()
    book = CrashBook(clock=clock)
    for _ in range(5):
        book.note("model", DIED)
        clock.now += WINDOW + 1
    assert not book.is_held_back("model")
    assert len(book.of("model")) == 1


def test_it_is_kept_over_a_restart_until_it_is_trusted_however_long_that_takes(tmp_path: Path) -> None:
    clock = Clock()
    with Database(tmp_path / "deai.sqlite3") as database:
        book = CrashBook(database, clock)
        book.note("model", DIED)
        book.note("model", DIED)
        book.note("other", DIED)
    clock.now += 1000 * WINDOW
    with Database(tmp_path / "deai.sqlite3") as database:
        book = CrashBook(database, clock)
        assert book.is_held_back("model")
        assert len(book.of("other")) == 1
        assert book.trust("model")
        assert not book.trust("model")
    with Database(tmp_path / "deai.sqlite3") as database:
        assert not CrashBook(database, clock).is_held_back("model")
