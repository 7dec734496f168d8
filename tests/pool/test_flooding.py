"""Who asks for the log too often waits, and the founder sees it; everybody else is answered."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from pathlib import Path

import pytest
from nats.errors import TimeoutError as NatsTimeoutError

from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.ledger import log_reading
from deai_desktop.pool.ledger.log_reading import HubLogSource, LogPart, give_out
from tests.pool.pools import Pool, new_device
from tests.pool.running_pool import running

pytestmark = pytest.mark.anyio


class Empty:
    """A log with nothing in it."""

    def __init__(self) -> None:
        self.reads = 0

    async def read(self, first: int) -> LogPart:
        self.reads += 1
        return LogPart("", [])


async def test_a_member_who_floods_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_reading, "READS_A_SECOND", 0.001)
    monkeypatch.setattr(log_reading, "READS_IN_A_ROW", 3.0)
    monkeypatch.setattr(log_reading, "_AGAIN_SECONDS", 0.001)
    pool = Pool()
    flooding: Counter[str] = Counter()
    async with running(tmp_path / "hub", pool) as hubs:
        keeper = new_device()
        hub = await hubs.connect(keeper, pool.founder.admit_to_log(keeper.public, time.time()))
        log = Empty()
        await give_out(hub, log, lambda device: flooding.update([device]))
        (eve, eves), (bob, bobs) = await hubs.member(), await hubs.member()
        questions = [
            asyncio.create_task(eves.request(f"log.read.{eve.public.text}", b'{"first":0}', timeout=0.5))
            for _ in range(10)
        ]
        answers = await asyncio.gather(*questions, return_exceptions=True)
        await settled(eves)
        assert log.reads == 3
        assert sum(isinstance(one, NatsTimeoutError) for one in answers) == 6  # and one was told to wait
        assert flooding == {eve.public.text: 7}
        assert await HubLogSource(bobs, bob.public).read(0) == LogPart("", [])
