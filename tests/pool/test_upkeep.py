"""What is wanted is held as long as it is wanted so; what fails is tried again, and ends nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from deai_desktop.core.tasks import end_task
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs import upkeep as module
from deai_desktop.pool.hubs.upkeep import Upkeep
from tests.pool.running_hubs import eventually

pytestmark = pytest.mark.anyio


class Held:
    """Something of which one can be held."""

    def __init__(self) -> None:
        self.wanted: str | None = None
        self.now: list[str] = []
        self.before: list[str] = []
        self.failing: Exception | None = None
        self.upkeep = Upkeep("it can't be held", lambda: self.wanted, self._hold, look_every=30)

    @asynccontextmanager
    async def _hold(self, wanted: str) -> AsyncIterator[None]:
        if self.failing:
            raise self.failing
        self.now.append(wanted)
        try:
            yield
        finally:
            self.now.remove(wanted)
            self.before.append(wanted)

    def want(self, what: str | None) -> None:
        self.wanted = what
        self.upkeep.look_again()


@pytest.fixture
async def held() -> AsyncIterator[Held]:
    held = Held()
    task = asyncio.create_task(held.upkeep.run())
    yield held
    await end_task(task)
    assert held.now == []


async def test_it_is_held_while_it_is_wanted(held: Held) -> None:
    held.want("one")
    await eventually(lambda: held.now == ["one"])
    held.want("two")
    await eventually(lambda: held.now == ["two"])
    held.want(None)
    await eventually(lambda: held.now == [])
    assert held.before == ["one", "two"]


@pytest.mark.parametrize("error", [PoolError("no network"), OSError("gone"), KeyError("a library's fault")])
async def test_what_fails_is_tried_again(
    held: Held, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AGAIN_SECONDS", 0.01)
    held.failing = error
    held.want("one")
    await asyncio.sleep(0.05)
    held.failing = None
    await eventually(lambda: held.now == ["one"])
