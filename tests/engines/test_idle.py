"""A model that nobody uses leaves memory after a while, and not a moment earlier."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.registry import EngineRegistry, ModelUnloaded
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts


class Room:
    """A registry with a clock that a test turns, and settings it changes."""

    def __init__(self, idle_minutes: int) -> None:
        self.now = 1000.0
        self.settings = EngineSettings(idle_minutes=idle_minutes, loaded_models=2)
        self.unloaded: list[str] = []
        bus = EventBus()
        bus.subscribe(self._hear)
        self.registry = EngineRegistry(bus, lambda: self.settings, clock=lambda: self.now)

    def _hear(self, event: Event) -> None:
        if isinstance(event, ModelUnloaded):
            self.unloaded.append(event.model)

    async def wait(self, minutes: float) -> None:
        """Let time pass, then do what the registry does every now and then."""
        self.now += minutes * 60
        await self.registry.unload_idle()


@asynccontextmanager
async def room(idle_minutes: int = 10) -> AsyncIterator[Room]:
    """Open a room and leave nothing in memory."""
    made = Room(idle_minutes)
    try:
        yield made
    finally:
        await made.registry.close()


@pytest.fixture
def model(tmp_path: Path) -> Model:
    """An echo model."""
    return _model(tmp_path, "one")


def _model(folder: Path, model_id: str) -> Model:
    file = folder / f"{model_id}.json"
    file.write_text('{"delay": 0}')
    return Model(model_id, model_id, "echo", file, file.stat().st_size, "", "", True, ModelFacts(), 0.0)


@pytest.mark.anyio
async def test_unloads_after_the_time_the_person_chose(model: Model) -> None:
    async with room() as here:
        async with here.registry.use(model):
            assert here.registry.seconds_left("one") is None
            await here.wait(60)
        assert here.registry.seconds_left("one") == 600
        await here.wait(9)
        assert here.registry.seconds_left("one") == 60
        assert set(here.registry.loaded) == {"one"}
        await here.wait(1)
        assert here.registry.loaded == {}
        assert here.unloaded == ["one"]
        assert here.registry.seconds_left("one") is None


@pytest.mark.anyio
async def test_each_use_counts_from_anew_and_each_model_for_itself(model: Model, tmp_path: Path) -> None:
    other = _model(tmp_path, "two")
    async with room() as here:
        async with here.registry.use(model), here.registry.use(other):
            pass
        await here.wait(9)
        async with here.registry.use(model):
            pass
        await here.wait(2)
        assert set(here.registry.loaded) == {"one"}
        await here.wait(8)
        assert here.unloaded == ["two", "one"]


@pytest.mark.anyio
async def test_zero_minutes_keep_a_model_for_good_and_a_change_counts_at_once(model: Model) -> None:
    async with room(0) as here:
        async with here.registry.use(model):
            pass
        await here.wait(100_000)
        assert set(here.registry.loaded) == {"one"}
        here.settings = EngineSettings(idle_minutes=1)
        assert here.registry.seconds_left("one") == 0
        await here.wait(0)
        assert here.unloaded == ["one"]


@pytest.mark.anyio
async def test_it_happens_by_itself(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deai_desktop.engines.registry._LONGEST_NAP", 0.05)
    async with room() as here:
        async with here.registry.use(model):
            pass
        here.now += 600
        async with asyncio.timeout(10):
            while not here.unloaded:
                await asyncio.sleep(0.02)
        assert here.registry.loaded == {}
