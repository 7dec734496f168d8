"""A worker that dies or sleeps, or a hub that does, costs a moment and not a word."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.engines.base import Finished, TextDelta
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_files import HubPlace
from deai_desktop.pool.jobs.pool_engine import Destination, PoolEngine
from deai_desktop.system.child_job import ChildJob
from tests.pool.lending import Lending, LocalEcho, say, wait_for
from tests.pool.pools import Pool
from tests.pool.running_pool import RunningPool, running
from tests.pool.test_capture import all_rights
from tests.pool.worker_process import WorkerProcess

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signals")]
WORDS = " ".join(f"word{place}" for place in range(150))


@pytest.fixture
async def pool(tmp_path: Path) -> AsyncIterator[RunningPool]:
    async with running(tmp_path / "hub", Pool()) as pool:
        yield pool


@pytest.fixture
async def lending(pool: RunningPool) -> AsyncIterator[Lending]:
    lending = Lending(pool)
    yield lending
    await lending.close()


class Reading:
    """An answer that is read while things happen to who writes it."""

    def __init__(self, engine: PoolEngine, text: str) -> None:
        self.said = ""
        self.gap = 0.0
        """The longest wait for text, in seconds."""
        self.end: Finished | None = None
        self.task = asyncio.create_task(self._read(engine, text))

    async def _read(self, engine: PoolEngine, text: str) -> None:
        last = 0.0
        async for event in engine.generate(say(text)):
            if isinstance(event, TextDelta):
                now = time.monotonic()
                self.gap = max(self.gap, now - last if last else 0.0)
                self.said, last = self.said + event.text, now
            elif isinstance(event, Finished):
                self.end = event

    async def until(self, words: int) -> None:
        """Wait until it has so many words."""
        await wait_for(lambda: self.said.count("word") >= words)


async def processes(pool: RunningPool, count: int) -> dict[str, WorkerProcess]:
    found = await asyncio.gather(*(WorkerProcess.start(pool, 0.005) for _ in range(count)))
    return {one.device.public.text: one for one in found}


async def test_an_answer_survives_who_writes_it(pool: RunningPool, lending: Lending) -> None:
    """One is killed, one sleeps and wakes up too late; the last one finishes."""
    workers = await processes(pool, 3)
    served: list[Destination] = []
    try:
        asker = await lending.asker()
        await wait_for(lambda: len(asker.presence.directory.offerings()) == 3)
        reading = Reading(PoolEngine(asker.requester, "echo", on_worker=served.append), WORDS)
        signals = [signal.SIGKILL, signal.SIGSTOP]
        for number, begun in zip(signals, sorted(random.sample(range(1, 140), 2)), strict=True):
            await reading.until(begun)
            workers[served[-1].worker.text].process.send_signal(number)
        await wait_for(lambda: len(served) == 3)
        workers[served[1].worker.text].process.send_signal(signal.SIGCONT)
        await asyncio.wait_for(reading.task, 20)
    finally:
        for one in workers.values():
            await one.kill()
    assert reading.said == WORDS
    assert reading.end is not None
    assert reading.end.completion_tokens == 150
    assert len({one.worker for one in served}) == 3
    assert reading.gap < 2


async def test_a_killed_worker_is_noticed_before_it_is_silent_for_long(
    pool: RunningPool, lending: Lending, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub says so, also while the worker still reads the prompt; silence alone would tell of it in a minute."""
    for waits in ("silence.SILENCE_SECONDS", "attempt.BEAT_SECONDS"):
        monkeypatch.setattr(f"deai_desktop.pool.jobs.{waits}", 60.0)
    workers = await processes(pool, 3)
    served: list[Destination] = []
    try:
        asker = await lending.asker()
        await wait_for(lambda: len(asker.presence.directory.offerings()) == 3)
        reading = Reading(PoolEngine(asker.requester, "echo", on_worker=served.append), WORDS)
        for count, place in enumerate((0, 40), 1):
            await reading.until(place)
            await wait_for(lambda count=count: len(served) == count)  # type: ignore[misc]
            await workers[served[-1].worker.text].kill()
        await asyncio.wait_for(reading.task, 20)
    finally:
        for one in workers.values():
            await one.kill()
    assert reading.said == WORDS
    assert len({one.worker for one in served}) == 3
    assert asker.requester.bad_frames == 0


@pytest.mark.parametrize("others", [0, 1])
async def test_a_hub_that_lies_of_who_is_gone_changes_no_word(
    pool: RunningPool, lending: Lending, others: int
) -> None:
    """At most another worker goes on; where there is none, nothing happens at all."""
    for _ in range(1 + others):
        await lending.lender(LocalEcho(0.005))
    asker = await lending.asker()
    served: list[Destination] = []
    reading = Reading(PoolEngine(asker.requester, "echo", on_worker=served.append), WORDS)
    async with all_rights(pool.pool.keys.account, pool.hub.port, pool.pool.authority.certificate) as liar:
        await reading.until(20)
        for destination in served:
            subject = f"to.{asker.device.public.text}.answer.{destination.job}"
            await liar.publish(subject, headers={"Status": "503"})
        await asyncio.wait_for(reading.task, 20)
    assert reading.said == WORDS
    assert reading.end is not None
    assert reading.end.completion_tokens == 150
    assert len(served) == 1 + others


async def test_an_answer_survives_a_hub_that_starts_again(pool: RunningPool, lending: Lending) -> None:
    lender = await lending.lender(LocalEcho(0.01))
    asker = await lending.asker()
    for client in (lender.client, asker.client):
        client.options["reconnect_time_wait"] = 0.1
    reading = Reading(PoolEngine(asker.requester, "echo"), WORDS)
    await reading.until(30)
    port = pool.hub.port
    os.kill(pool.hub.pid, signal.SIGKILL)
    await pool.hub.wait()
    pool.files.write(pool.pool.hub_charter(), HubPlace(port=port))
    hub = await Hub.start(pool.files, ChildJob())
    try:
        await asyncio.wait_for(reading.task, 20)
        assert reading.said == WORDS
        await lending.close()
    finally:
        await hub.stop()
