"""What the tests of conversations share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.storage.database import Database


class Ticks:
    """A clock that goes one second further whenever it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "deai.sqlite3") as database:
        yield database


@pytest.fixture
def repository(database: Database) -> ConversationRepository:
    return ConversationRepository(database, clock=Ticks())
