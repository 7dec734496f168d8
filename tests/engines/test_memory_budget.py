"""Models stay in memory as far as the budget reaches; the one used longest ago leaves first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deai_desktop.core.errors import EngineStartError
from deai_desktop.core.events import EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.memory_budget import Footprint, MemoryBudget
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts

GB = 10**9


class Room:
    """A registry with a made-up PC: what each model takes, and how much there is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.budget = MemoryBudget(8 * GB, 14 * GB)
        self.needs: dict[str, int] = {}
        self.settings = EngineSettings()
        self.registry = EngineRegistry(
            EventBus(),
            lambda: self.settings,
            budget=lambda: self.budget,
            footprint=lambda model: Footprint(self.needs[model.id]),
        )

    def model(self, model_id: str, gigabytes: float) -> Model:
        """Make a model of that size; while it is loaded it counts by what is expected, as if it had grown so large."""
        file = self.folder / f"{model_id}.json"
        file.write_text("{}")
        self.needs[model_id] = int(gigabytes * GB)
        return Model(model_id, model_id, "echo", file, 2, "", "", True, ModelFacts(), 0.0)

    async def load(self, *models: Model) -> list[str]:
        """Use models one after the other, and tell which are in memory then."""
        for model in models:
            async with self.registry.use(model):
                pass
        return list(self.registry.loaded)


@asynccontextmanager
async def room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    """Open a room and leave nothing in memory."""
    monkeypatch.setattr(Footprint, "counted", lambda footprint, resident: footprint.needed)
    made = Room(folder)
    try:
        yield made
    finally:
        await made.registry.close()


async def test_several_stay_and_the_one_used_longest_ago_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, monkeypatch) as here:
        one, two, three = here.model("one", 3), here.model("two", 3), here.model("three", 4)
        assert await here.load(one, two) == ["one", "two"]
        assert here.registry.memory_bytes == 6 * GB
        assert await here.load(one, three) == ["one", "three"]
        assert await here.load(here.model("large", 7)) == ["large"]


async def test_one_that_is_alone_may_be_larger_than_the_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, monkeypatch) as here:
        assert await here.load(here.model("small", 1), here.model("large", 13)) == ["large"]
        assert await here.load(here.model("small", 1)) == ["small"]


async def test_one_that_this_pc_can_not_hold_is_refused_and_makes_nobody_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, monkeypatch) as here:
        await here.load(here.model("small", 1))
        with pytest.raises(
            EngineStartError, match=r"about 15.0 GB of memory, and this PC has 14.0 GB"
        ) as caught:
            await here.load(here.model("huge", 15))
        assert "smaller" in caught.value.hint
        assert list(here.registry.loaded) == ["small"]


async def test_one_in_use_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with room(tmp_path, monkeypatch) as here:
        one, two = here.model("one", 5), here.model("two", 5)
        async with here.registry.use(one) as engine:
            waiting = asyncio.create_task(here.load(two))
            await asyncio.sleep(0.3)
            assert not waiting.done()
            assert engine.is_alive
        assert await asyncio.wait_for(waiting, 10) == ["two"]


async def test_no_more_than_the_person_wants_stay_however_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, monkeypatch) as here:
        here.settings = EngineSettings(loaded_models=2)
        models = [here.model(name, 0.1) for name in ("one", "two", "three")]
        assert await here.load(*models) == ["two", "three"]


async def test_a_loaded_model_counts_by_what_it_really_takes(tmp_path: Path) -> None:
    here = Room(tmp_path)
    await here.load(here.model("one", 3))
    assert 10_000_000 < here.registry.memory_bytes < 500_000_000
    await here.registry.close()


@pytest.mark.parametrize(("resident", "counted"), [(1, 1), (5, 5), (7, 5), (12, 8)])
def test_what_the_system_may_take_back_counts_only_beyond_what_is_needed(resident: int, counted: int) -> None:
    assert Footprint(needed=5, reclaimable=4).counted(resident) == counted
