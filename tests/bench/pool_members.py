"""Lets a pool grow on one hub: ``python -m tests.bench.pool_members [MEMBERS] [--unbounded]``.

Measures it with a tenth, a third and all of so many members (1,000). Each has its certificate and connection, and tells
that it is there; ten of them are whole: five work with the echo engine and five ask them. The others are in a process
of their own and read nothing. ``--unbounded`` lets all tell
as often as in a small pool, to compare. Hub and members share this PC.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import math
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import psutil

from deai_desktop.pool.jobs import presence
from deai_desktop.pool.jobs.offers import JobKind
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from deai_desktop.pool.jobs.requester import Wanted
from tests.bench.quiet_member import QuietMembers
from tests.pool.lending import ECHO, Asker, Lending, LocalEcho, say
from tests.pool.pools import Pool
from tests.pool.running_pool import RunningPool, running

_PAIRS = 5
_SECONDS = 20.0
_REST = 0.1
"""Seconds that who asks waits between two jobs."""


@dataclass(frozen=True)
class Seen:
    """What was measured with so many members."""

    members: int
    cpu: float
    """Of the hub, as part of one core."""
    memory: float
    """Of the hub, in MB."""
    beats: float
    """That the hub gave out in a second."""
    traffic: float
    """MB a second that all members heard."""
    claim_p50: float
    """In seconds, as the next."""
    claim_p95: float
    jobs: float
    """In a second."""

    def text(self) -> str:
        """Write it."""
        return (
            f"{self.members:5} members: hub {self.cpu:6.1%} of a core, {self.memory:4.0f} MB; "
            f"{self.beats:7,.0f} beats/s given out, {self.traffic:6.2f} MB/s; "
            f"claim p50 {self.claim_p50 * 1000:.1f} ms, p95 {self.claim_p95 * 1000:.1f} ms; {self.jobs:.0f} jobs/s"
        )


async def ask(asker: Asker, until: float, claims: list[float]) -> int:
    """Let a member ask for jobs, and return how many it got."""
    engine, jobs = PoolEngine(asker.requester, "echo"), 0
    while time.monotonic() < until:
        begun = time.perf_counter()
        attempt = await asker.requester.begin(Wanted(JobKind.GENERATE, "echo", "", 1, 1), b"{}")
        claims.append(time.perf_counter() - begun)
        asker.requester.let_go(attempt)
        async for _ in engine.generate(say("one two three four five", max_tokens=5)):
            pass
        jobs += 1
        await asyncio.sleep(_REST)
    return jobs


async def measure(count: int) -> Seen:
    """Measure a pool of so many members."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), Pool()) as pool:
            lending = Lending(pool)
            model = ECHO.model_copy(update={"slots": 100})
            for _ in range(_PAIRS):
                lender = await lending.lender(LocalEcho(), model=model)
                lender.worker._offers._rate = lender.worker._offers._most = 1e9
            askers = [await lending.asker() for _ in range(_PAIRS)]
            quiet = await QuietMembers.join(pool, count - 2 * _PAIRS, presence.beat_seconds(count))
            try:
                await asyncio.sleep(presence.BEAT_SECONDS)  # until it is as always
                return await _watched(pool, askers, quiet, count)
            finally:
                await quiet.close()
                await lending.close()


async def _watched(pool: RunningPool, askers: list[Asker], quiet: QuietMembers, count: int) -> Seen:
    hub, claims = psutil.Process(pool.hub.pid), list[float]()
    busy, begun = sum(hub.cpu_times()[:2]), time.monotonic()
    before = await quiet.heard()
    jobs = await asyncio.gather(*(ask(one, begun + _SECONDS, claims) for one in askers))
    beats, size = await quiet.heard()
    took = time.monotonic() - begun
    return Seen(
        count,
        (sum(hub.cpu_times()[:2]) - busy) / took,
        hub.memory_info().rss / 1e6,
        (beats - before[0]) / took,
        (size - before[1]) / took / 1e6,
        statistics.median(claims),
        statistics.quantiles(claims, n=20, method="inclusive")[-1],
        sum(jobs) / took,
    )


def growth(found: list[Seen], of: str) -> str:
    """Say with which power of the members something grows."""
    powers = [
        math.log(getattr(more, of) / getattr(few, of)) / math.log(more.members / few.members)
        for few, more in itertools.pairwise(found)
        if more.members > few.members and getattr(few, of) and getattr(more, of)
    ]
    return f"{of} as members^" + ", then ^".join(f"{power:.1f}" for power in powers)


def main() -> None:
    """Run and report."""
    arguments = _arguments()
    _open_more_files()
    with contextlib.ExitStack() as stack:
        if arguments.unbounded:
            often = {"beat_seconds": presence.BEAT_SECONDS, "change_seconds": presence._CHANGES_APART}
            for name, seconds in often.items():
                stack.enter_context(patch.object(presence, name, lambda _, seconds=seconds: seconds))
        found = []
        for part in (10, 3, 1):
            found.append(asyncio.run(measure(max(arguments.members // part, 4 * _PAIRS))))
            print(found[-1].text(), flush=True)
    print("growth: " + "; ".join(growth(found, of) for of in ("cpu", "memory", "beats", "claim_p95")))


def _open_more_files() -> None:
    """Raise the bound of open files as far as this person may, for the hub too."""
    with contextlib.suppress(ImportError):  # Windows has no such bound
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("members", nargs="?", type=int, default=1000)
    parser.add_argument("--unbounded", action="store_true", help="all tell as often as in a small pool")
    return parser.parse_args()


if __name__ == "__main__":
    main()
