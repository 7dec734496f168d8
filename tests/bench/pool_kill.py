"""Kills workers of a pool at random tokens, again and again: ``python -m tests.bench.pool_kill [TRIALS]``.

Each trial kills (SIGKILL) the process that writes an answer, at a random one of its tokens; another one goes on. Prints
how long the answer paused and whether each was whole, in order, with nothing doubled.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from deai_desktop.core.errors import DeAIError
from deai_desktop.engines.base import Finished, TextDelta
from deai_desktop.pool.jobs.pool_engine import Destination, PoolEngine
from tests.pool.lending import Lending, say
from tests.pool.pools import Pool
from tests.pool.running_pool import running
from tests.pool.worker_process import WorkerProcess

_WORKERS = 2
_DELAY = 0.005
_WORDS = [f"word{place}" for place in range(200)]
TEXT = " ".join(_WORDS)


class Trials:
    """A pool in which workers die."""

    def __init__(self, lending: Lending, engine: PoolEngine, served: list[Destination]) -> None:
        self._lending, self._engine, self._served = lending, engine, served
        self._workers: dict[str, WorkerProcess] = {}
        self._next: asyncio.Task[None] | None = None
        self.gaps: list[float] = []
        self.broken: list[str] = []

    async def one(self) -> None:
        """Let one worker die in the middle of an answer."""
        await self._fill_up()
        dies_after = random.randrange(1, len(_WORDS) - 1)
        said, last, killed_at, gap = "", 0.0, 0.0, 0.0
        end: Finished | None = None
        try:
            async for event in self._engine.generate(say(TEXT)):
                now = time.monotonic()
                if isinstance(event, TextDelta):
                    if killed_at:
                        gap = max(gap, now - last)
                    said, last = said + event.text, now
                    if not killed_at and said.count("word") >= dies_after:
                        killed_at = now
                        await self._workers.pop(self._served[-1].worker.text).kill()
                        self._next = asyncio.create_task(self._start())
                elif isinstance(event, Finished):
                    end = event
        except DeAIError as error:
            self.broken.append(f"killed after {dies_after}: {error}")
            return
        self.gaps.append(gap)
        if said != TEXT or end is None or end.completion_tokens != len(_WORDS):
            self.broken.append(f"killed after {dies_after}: {end}, {said[-200:]}")

    async def _fill_up(self) -> None:
        if self._next is not None:
            await self._next
        while len(self._workers) < _WORKERS:
            await self._start()
        directory = self._engine._requester.directory
        while not self._workers.keys() <= {one.worker.device.text for one in directory.offerings()}:
            await directory.changed(0.1)

    async def _start(self) -> None:
        worker = await WorkerProcess.start(self._lending.running, _DELAY)
        self._workers[worker.device.public.text] = worker

    async def close(self) -> None:
        """End those that live."""
        if self._next is not None:
            await self._next
        for worker in self._workers.values():
            await worker.kill()


async def measure(count: int) -> Trials:
    """Run so many trials."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), Pool()) as pool:
            lending = Lending(pool)
            served: list[Destination] = []
            asker = await lending.asker()
            trials = Trials(lending, PoolEngine(asker.requester, "echo", on_worker=served.append), served)
            try:
                for _ in range(count):
                    await trials.one()
            finally:
                await trials.close()
                await lending.close()
            return trials


def main() -> int:
    """Run and report."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    trials = asyncio.run(measure(count))
    for line in trials.broken:
        print(f"NOT WHOLE: {line}")
    gaps = sorted(trials.gaps)
    print(f"{count} answers whose worker was killed, {count - len(trials.broken)} of them whole")
    if len(gaps) > 1:
        p95 = statistics.quantiles(gaps, n=20, method="inclusive")[-1]
        print(f"pause: p50 {statistics.median(gaps):.2f} s, p95 {p95:.2f} s, longest {gaps[-1]:.2f} s")
    return 1 if trials.broken else 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
