"""A pool of real nodes: one has the hub, some lend the starter model, some ask."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import psutil

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.paths import Paths
from tests.running_node import RunningNode, encrypted_vault
from tests.starter import starter_model_path
from tests.trials.networks import Loopback

POOL = "Trial"
MODEL = f"pool/{POOL}/smollm2"
_JOINED_SECONDS = 60.0


class PC:
    """A person's PC with a node."""

    def __init__(self, name: str, folder: Path, network: Loopback) -> None:
        self.name = name
        self.network = network
        network.add(name)
        home = folder / name
        home.mkdir()
        self.node = RunningNode(Paths.below(home / "deai"), encrypted_vault(home))

    def start(self) -> None:
        """Start its node, also after it was killed."""
        with self.network.inside(self.name):
            self.node.start()

    @contextmanager
    def inside(self) -> Iterator[RunningNode]:
        """Be on this PC, to call its node."""
        with self.network.inside(self.name):
            yield self.node

    def kill(self) -> None:
        """End its node without a word (SIGKILL); the engine ends with it."""
        self.node.kill()

    def sleep(self) -> None:
        """Stop all that runs there, as a laptop does whose lid is closed."""
        for process in self._processes():
            process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on."""
        for process in self._processes():
            process.send_signal(signal.SIGCONT)

    def kill_hub(self) -> None:
        """End the hub that its node keeps, as a fault would."""
        (hub,) = (one for one in self._processes() if one.name().startswith("nats-server"))
        hub.kill()

    def jobs(self) -> int:
        """How many jobs it has begun for others since it connected."""
        with self.inside() as node:
            return sum(one.jobs for one in node.client.pool_work(POOL).members)

    def broken_off(self) -> int:
        """How many of them did not end well, or were cancelled."""
        with self.inside() as node:
            return sum(one.failed for one in node.client.pool_work(POOL).members)

    def stop(self) -> None:
        """End its node in an orderly way."""
        with self.inside() as node, contextlib.suppress(OSError, AttributeError):
            self.wake()
            node.stop()

    def _processes(self) -> list[psutil.Process]:
        node = psutil.Process(self.node.process.pid)
        return [node, *node.children(recursive=True)]


class Party:
    """The PCs of a pool."""

    def __init__(self, hub: PC, workers: list[PC], requesters: list[PC]) -> None:
        self.hub, self.workers, self.requesters = hub, workers, requesters

    @classmethod
    @contextmanager
    def meets(cls, folder: Path, network: Loopback, workers: int = 3, requesters: int = 2) -> Iterator[Party]:
        """Found the pool, let all join and lend, until the end of the block."""
        hub = PC("hub", folder, network)
        party = cls(
            hub,
            [PC(f"worker{place}", folder, network) for place in range(workers)],
            [PC(f"asker{place}", folder, network) for place in range(requesters)],
        )
        try:
            party._begin()
            yield party
        finally:
            for pc in party.all:
                pc.stop()

    @property
    def all(self) -> list[PC]:
        """All PCs."""
        return [self.hub, *self.workers, *self.requesters]

    def offering(self, asker: PC) -> set[str]:
        """Name the PCs that offer the model, as an asker sees it."""
        with asker.inside() as node:
            found = node.client.pool_models().models
        return {worker.name for one in found for worker in one.workers if not worker.is_doubtful}

    def wait_for_workers(self, asker: PC) -> None:
        """Wait until all workers can be asked."""
        names = {one.name for one in self.workers}
        wait_until(lambda: self.offering(asker) >= names, "all workers offer the model")

    def served(self, before: dict[str, int]) -> PC:
        """Return the worker that has begun another job since its jobs were counted."""
        found = [one for one in self.workers if one.jobs() > before[one.name]]
        assert len(found) == 1, [one.name for one in found]
        return found[0]

    def count_jobs(self) -> dict[str, int]:
        """Count the jobs of each worker."""
        return {one.name: one.jobs() for one in self.workers}

    def _begin(self) -> None:
        with ThreadPoolExecutor() as pool:
            list(pool.map(PC.start, self.all))
        with self.hub.inside() as node:
            node.client.create_pool(POOL, self.hub.network.hub_listens, "hub")
        for pc in (*self.workers, *self.requesters):
            role: Literal["worker", "requester"] = "worker" if pc in self.workers else "requester"
            with self.hub.inside() as node:
                invite = node.client.create_invite(POOL, role).invite
            with pc.inside() as node:
                node.client.join_pool(invite, pc.name)
        for pc in self.workers:
            with pc.inside() as node:
                node.client.import_model(str(starter_model_path()), "smollm2")
                node.client.change_lending(POOL, lends=True)
        for pc in self.requesters:
            with pc.inside() as node:
                node.client.trust_pool(POOL)
            self.wait_for_workers(pc)


def wait_until(condition: Callable[[], bool], what: str, seconds: float = _JOINED_SECONDS) -> float:
    """Wait until something is so, and return how long it took. Raises `AssertionError` where it takes too long."""
    begun = time.monotonic()
    while True:
        with contextlib.suppress(DeAIError):
            if condition():
                return time.monotonic() - begun
        assert time.monotonic() - begun < seconds, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.02)
