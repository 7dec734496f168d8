"""Slots are given out in the order that was decided, and none is lost, whoever leaves when."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from deai_desktop.pool.jobs.worker_queue import Waiting, WorkerQueue

pytestmark = pytest.mark.anyio


class Jobs:
    """Jobs that note when they run."""

    def __init__(self, queue: WorkerQueue) -> None:
        self.queue = queue
        self.ran: list[str] = []
        self.may_end = asyncio.Event()

    def begin(self, who: str, slots: int = 1, model: str = "echo") -> asyncio.Task[None]:
        return asyncio.create_task(self._run(who, slots, model))

    async def _run(self, who: str, slots: int, model: str) -> None:
        async with self.queue.slot(model, slots, who):
            self.ran.append(who)
            await self.may_end.wait()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def by_name(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
    return sorted(waiting, key=lambda one: one.requester)


async def test_those_who_wait_come_in_the_order_that_was_decided() -> None:
    jobs = Jobs(WorkerQueue(by_name))
    tasks = [jobs.begin(who) for who in ("first", "c", "a", "b")]
    await settle()
    assert jobs.ran == ["first"]
    jobs.may_end.set()
    await asyncio.gather(*tasks)
    assert jobs.ran == ["first", "a", "b", "c"]


async def test_each_model_has_its_own_slots() -> None:
    jobs = Jobs(WorkerQueue())
    tasks = [jobs.begin("a", 2), jobs.begin("a", 2), jobs.begin("a", 2), jobs.begin("b", 1, "other")]
    await settle()
    assert jobs.ran == ["a", "a", "b"]
    jobs.may_end.set()
    await asyncio.gather(*tasks)


@pytest.mark.parametrize("is_late", [False, True])
async def test_who_leaves_takes_no_slot_along(is_late: bool) -> None:
    jobs = Jobs(WorkerQueue())
    first, second = jobs.begin("first"), jobs.begin("second")
    await settle()
    if is_late:
        first.cancel()
        while not first.done():
            await asyncio.sleep(0)
    second.cancel()
    first.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    third = jobs.begin("third")
    await settle()
    assert jobs.ran[-1] == "third"
    jobs.may_end.set()
    await third
