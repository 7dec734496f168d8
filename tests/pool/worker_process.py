"""A worker with the echo engine in a process of its own, which is told on stdin what to do."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from deai_desktop.pool.hubs.connection import connected
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.presence import Presence
from deai_desktop.pool.jobs.worker import Worker
from deai_desktop.pool.jobs.worker_rules import RuleBook, WorkerRules
from deai_desktop.system.child_job import end_with_parent
from tests.fakes.journal import FakeJournal
from tests.pool.lending import ECHO, LocalEcho, always
from tests.pool.pools import new_device
from tests.pool.running_pool import RunningPool


class WorkerProcess:
    """A worker that can be killed and stopped."""

    def __init__(self, process: asyncio.subprocess.Process, device: KeyPair) -> None:
        self.process = process
        self.device = device

    @classmethod
    async def start(cls, pool: RunningPool, delay: float, **model: Any) -> WorkerProcess:
        """Start one, and wait until it can be asked."""
        device = new_device()
        told = {
            "seed": device.seed,
            "certificate": pool.pool.admit(device, Role.WORKER),
            "pool": pool.pool.founder.pool.text,
            "charter": pool.pool.charter().text,
            "port": pool.hub.port,
            "encryption": pool.pool.authority.certificate,
            "delay": delay,
            "model": model,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.pool.worker_process",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(told).encode() + b"\n")
        assert await process.stdout.readline() == b"ready\n"
        return cls(process, device)

    async def kill(self) -> None:
        """End it without a word (SIGKILL)."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


async def _work(told: dict[str, Any]) -> None:
    device = KeyPair.from_seed(told["seed"], KeyKind.DEVICE)
    charter = Charter(PublicKey(told["pool"], KeyKind.POOL), told["charter"], time.time())
    members = Members(lambda: charter)
    hubs = [HubAddress("127.0.0.1", told["port"])]
    encryption = trust_only(told["encryption"])
    async with connected(
        FakeJournal(), "Pool", hubs, encryption, device, lambda: str(told["certificate"])
    ) as hub:
        worker = Worker(
            hub,
            device,
            members,
            lambda: str(told["certificate"]),
            always(LocalEcho(told["delay"])),
            lambda: (ECHO.model_copy(update=told["model"]),),
            WorkerRules(RuleBook),
            on_change=lambda: presence.announce(),
        )
        presence = Presence(hub, device, members, lambda: str(told["certificate"]), worker.offered)
        await worker.start()
        await presence.start()
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    end_with_parent(os.getppid())
    asyncio.run(_work(json.loads(sys.stdin.readline())))
