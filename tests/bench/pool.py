"""Measures jobs of a pool against plain messages over the same hub: ``python -m tests.bench.pool [SECONDS]``.

Requester, worker and the echo engine share this process; the hub is a real one, with TLS, on this PC. So the figures
say what sealing, signing and counting cost, and not how fast a network is.
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

from nats.aio.msg import Msg

from deai_desktop.engines.base import TextDelta
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.jobs.offers import JobKind
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from deai_desktop.pool.jobs.requester import Wanted
from tests.bench.figures import Figure
from tests.pool.lending import ECHO, Asker, Lender, Lending, LocalEcho, say
from tests.pool.pools import Pool
from tests.pool.running_pool import running

_AT_ONCE = 8
_FRAME = 300
"""Bytes of a frame with some words, sealed."""
_WORDS = 4000


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


async def sealed_words(engine: PoolEngine) -> tuple[float, float]:
    """Return how many words and how many frames of an answer come in a second."""
    began, frames = time.perf_counter(), 0
    async for event in engine.generate(say("word " * _WORDS)):
        frames += isinstance(event, TextDelta)
    seconds = time.perf_counter() - began
    return _WORDS / seconds, frames / seconds


async def measure(seconds: float) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), Pool()) as pool:
            lending = Lending(pool)
            model = ECHO.model_copy(update={"slots": 1000, "context_length": 100_000})
            lender = await lending.lender(LocalEcho(0, 100_000), model=model)
            lender.worker._offers._rate = lender.worker._offers._most = 1e9
            asker = await lending.asker()
            engine = PoolEngine(asker.requester, "echo")

            async def answer(message: Msg) -> None:
                await message.respond(b"yes")

            subject = f"to.{lender.device.public.text}.plain"
            await lender.client.subscribe(subject, cb=answer)
            await settled(lender.client)

            async def claim() -> None:
                wanted = Wanted(JobKind.GENERATE, "echo", "", 1, 1)
                asker.requester.let_go(await asker.requester.begin(wanted, b"{}"))

            async def job() -> None:
                async for _ in engine.generate(say("word", max_tokens=1)):
                    pass

            for at_once in (1, _AT_ONCE):
                plain = await rate_of(lambda: asker.client.request(subject, bytes(_FRAME)), seconds, at_once)
                print(plain.text(f"plain request and reply, {at_once} at once"))
                print((await rate_of(job, seconds, at_once)).text(f"jobs of one word, {at_once} at once"))
            print((await rate_of(claim, seconds, 1)).text("claim"))
            frames = Figure.of([await plain_frames(asker, lender, 20_000) for _ in range(3)])
            print(f"plain frames: {frames.text(0)}/s")
            words = [await sealed_words(engine) for _ in range(3)]
            print(f"words of an answer: {Figure.of([one for one, _ in words]).text(0)}/s")
            print(
                f"its frames (text of 10 ms goes together): {Figure.of([one for _, one in words]).text(0)}/s"
            )
            await lending.close()


if __name__ == "__main__":
    asyncio.run(measure(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0))
