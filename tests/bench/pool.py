"""Measures jobs of a pool against plain messages over the same hub: ``python -m tests.bench.pool [SECONDS]``.

Requester, worker and the echo engine share this process; the hub is a real one, with TLS, on this PC. So the figures
say what sealing, signing and counting cost, and not how fast a network is. Memory is that of the hub and of a worker in
a process of its own.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from nats.aio.msg import Msg

from deai_desktop.engines.base import TextDelta
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.jobs.offers import JobKind
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from deai_desktop.pool.jobs.requester import Wanted
from tests.bench.figures import Figure
from tests.pool.lending import ECHO, Asker, Lender, Lending, LocalEcho, say
from tests.pool.pools import Pool
from tests.pool.running_pool import RunningPool, running
from tests.pool.worker_process import WorkerProcess

_AT_ONCE = 8
_FRAME = 300
"""Bytes of a frame with some words, sealed."""
_WORDS = 4000
_ROUNDS = 3
_JOBS_FOR_MEMORY = 20


@dataclass(frozen=True)
class Rate:
    """How often something was done in a second, and how long it took each time."""

    a_second: float
    seconds: list[float]

    def text(self, name: str) -> str:
        """Write it."""
        p95 = statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]
        p50 = statistics.median(self.seconds)
        return f"{name}: {self.a_second:,.0f}/s, p50 {p50 * 1000:.2f} ms, p95 {p95 * 1000:.2f} ms"

    def against(self, plain: Rate) -> str:
        """Write it as part of another one."""
        return f"{self.a_second / plain.a_second:.3f} × plain"


async def rate_of(work: Callable[[], Awaitable[object]], seconds: float, at_once: int) -> Rate:
    """Do something again and again, so many beside each other."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    async def repeat() -> None:
        while (began := time.perf_counter()) < until:
            await work()
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(repeat() for _ in range(at_once)))
    return Rate(len(took) / (time.perf_counter() - began), took)


async def plain_frames(asker: Asker, lender: Lender, count: int) -> float:
    """Return how many plain messages a second go from one member to the other."""
    came = asyncio.Event()
    left = count

    async def hear(_: Msg) -> None:
        nonlocal left
        left -= 1
        if not left:
            came.set()

    subject = f"to.{asker.device.public.text}.plain"
    heard = await asker.client.subscribe(subject, cb=hear)
    await settled(asker.client)
    began = time.perf_counter()
    for place in range(count):
        await lender.client.publish(subject, bytes(_FRAME))
        if place % 50 == 0:
            await asyncio.sleep(0)
    await came.wait()
    rate = count / (time.perf_counter() - began)
    await heard.unsubscribe()
    return rate


async def sealed_frames(engine: PoolEngine, words: int = _WORDS, **options: Any) -> tuple[float, float]:
    """Return how many words and how many frames of an answer come in a second."""
    began, frames = time.perf_counter(), 0
    async for event in engine.generate(say("word " * words, **options)):
        frames += isinstance(event, TextDelta)
    seconds = time.perf_counter() - began
    return words / seconds, frames / seconds


@dataclass(frozen=True)
class Bench:
    """Two members of a pool, who send each other jobs and plain messages in turns."""

    asker: Asker
    lender: Lender
    seconds: float

    @property
    def engine(self) -> PoolEngine:
        """The pool's model."""
        return PoolEngine(self.asker.requester, "echo")

    async def jobs(self) -> None:
        """Compare short jobs with requests and replies, and time claims."""
        subject = f"to.{self.lender.device.public.text}.plain"

        async def answer(message: Msg) -> None:
            await message.respond(b"yes")

        async def claim() -> None:
            wanted = Wanted(JobKind.GENERATE, "echo", "", 1, 1)
            self.asker.requester.let_go(await self.asker.requester.begin(wanted, b"{}"))

        async def job() -> None:
            async for _ in self.engine.generate(say("word", max_tokens=1)):
                pass

        async def ask() -> None:
            await self.asker.client.request(subject, bytes(_FRAME))

        await self.lender.client.subscribe(subject, cb=answer)
        await settled(self.lender.client)
        for at_once in (1, _AT_ONCE):
            plain = await rate_of(ask, self.seconds, at_once)
            print(plain.text(f"plain request and reply, {at_once} at once"))
            jobs = await rate_of(job, self.seconds, at_once)
            print(f"{jobs.text(f'jobs of one word, {at_once} at once')}; {jobs.against(plain)}")
        print((await rate_of(claim, self.seconds, 1)).text("claim"))

    async def frames(self) -> None:
        """Compare an answer with a stream of plain messages, in turns."""
        plain, sealed, ratios = [], [], []
        for _ in range(_ROUNDS):
            plain.append(await plain_frames(self.asker, self.lender, 20_000))
            sealed.append((await sealed_frames(self.engine, logprobs=0))[1])
            ratios.append(sealed[-1] / plain[-1])
        print(f"plain messages one way: {Figure.of(plain).text(0)}/s")
        print(
            f"frames of an answer, each with a word: {Figure.of(sealed).text(0)}/s; {Figure.of(ratios).text(3)} × plain"
        )
        together = [await sealed_frames(self.engine) for _ in range(_ROUNDS)]
        words, few = (Figure.of(rates) for rates in zip(*together, strict=True))
        print(f"words of an answer, those of 10 ms in one frame: {words.text(0)}/s in {few.text(0)} frames/s")


async def memory(pool: RunningPool, asker: Asker, hub_before: int) -> None:
    """Say what the hub and a worker take, before and after some jobs."""
    worker = await WorkerProcess.start(pool, 0.0, name="apart")
    try:
        process, hub = psutil.Process(worker.process.pid), psutil.Process(pool.hub.pid)
        idle = process.memory_info().rss
        while not asker.presence.directory.offerings("apart"):
            await asker.presence.directory.changed(1.0)
        engine = PoolEngine(asker.requester, "apart")
        for _ in range(_JOBS_FOR_MEMORY):
            await sealed_frames(engine, _WORDS // 4)
        worked = process.memory_info().rss
        print(f"resident memory of a worker: {idle / 1e6:.0f} MB, after jobs {worked / 1e6:.0f} MB")
        print(
            f"resident memory of the hub: {hub_before / 1e6:.0f} MB, after all {hub.memory_info().rss / 1e6:.0f} MB"
        )
    finally:
        await worker.kill()


async def measure(seconds: float) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), Pool()) as pool:
            hub_before = psutil.Process(pool.hub.pid).memory_info().rss
            lending = Lending(pool)
            model = ECHO.model_copy(update={"slots": 1000, "context_length": 100_000})
            lender = await lending.lender(LocalEcho(0, 100_000), model=model)
            lender.worker._offers._rate = lender.worker._offers._most = 1e9
            bench = Bench(await lending.asker(), lender, seconds)
            await bench.jobs()
            await bench.frames()
            await memory(pool, bench.asker, hub_before)
            await lending.close()


if __name__ == "__main__":
    asyncio.run(measure(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0))
