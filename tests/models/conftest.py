"""A real database, a store and an event log for the tests of models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.events import Event, EventBus
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "deai.sqlite3") as opened:
        yield opened


@pytest.fixture
def bus() -> EventBus:
    return EventBus()


@pytest.fixture
def published(bus: EventBus) -> list[Event]:
    """Everything that was published so far."""
    events: list[Event] = []
    bus.subscribe(events.append)
    return events


@pytest.fixture
def store(database: Database, tmp_path: Path, bus: EventBus) -> ModelStore:
    return ModelStore(database, tmp_path / "models", bus)
