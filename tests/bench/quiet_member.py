"""Members that are connected as any other, tell that they are there, and hear all that the others tell.

They read nothing of that, so that a thousand of them fit into one process: what is measured is the hub.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.identity.signed import sign_message
from deai_desktop.pool.jobs.presence import Beat, OfferedModel
from deai_desktop.system.child_job import end_with_parent
from tests.pool.pools import new_device
from tests.pool.running_pool import RunningPool

MODEL = OfferedModel(name="other", sha256="cd" * 32, context_length=4096, speed=100.0)
_HEARS = (
    "here.*",
    "charter",
    "hubs.news",
    "log.head",
    "to.{}.offer",
    "to.{}.job.*",
    "to.{}.here",
    "to.{}.answer.*",
)
"""What the real ones subscribe to."""
_JOINS_AT_ONCE = 20
_END = b"\r\nPONG\r\n"


class QuietMember(asyncio.Protocol):
    """Speak as much of NATS as that takes."""

    def __init__(self, device: KeyPair, certificate: str, pool: PublicKey) -> None:
        self.bytes = self.messages = 0
        """Heard so far."""
        self._device, self._certificate, self._pool = device, certificate, pool
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None
        self._begin = b""

    async def is_ready(self) -> None:
        """Wait until the hub knows what it wants to hear."""
        async with asyncio.timeout(30):
            await self._ready

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._ready.done():
            self._ready.set_exception(exc or ConnectionError("the hub hung up"))

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        self.messages += data.count(b"MSG here.")
        if not self._ready.done():
            self._greet(data)
        elif b"PING\r\n" in data:
            self._write(b"PONG\r\n")

    def say(self, every: float) -> None:
        """Tell that it is there."""
        beat = Beat(certificate=self._certificate, at=int(time.time() * 1000), every=every, models=(MODEL,))
        message = sign_message(self._device, "beat", self._pool, beat)
        subject = f"here.{self._device.public.text}"
        self._write(f"PUB {subject} {len(message)}\r\n".encode() + message + b"\r\n")

    async def live(self, every: float) -> None:
        """Tell it again and again."""
        await asyncio.sleep(random.uniform(0, every))
        while True:
            self.say(every)
            await asyncio.sleep(every)

    def _greet(self, data: bytes) -> None:
        self._begin += data
        if self._begin.startswith(b"INFO ") and b"\r\n" in self._begin:
            nonce = json.loads(self._begin.partition(b"\r\n")[0][5:])["nonce"]
            self._begin = b"\r\n"
            self._write(self._wishes(nonce))
        elif _END in self._begin:
            self._ready.set_result(None)

    def _wishes(self, nonce: str) -> bytes:
        says = {
            "verbose": False,
            "pedantic": False,
            "tls_required": True,
            "protocol": 1,
            "lang": "quiet",
            "version": "1",
            "jwt": self._certificate,
            "sig": base64.b64encode(self._device.sign(nonce.encode())).decode(),
        }
        me = self._device.public.text
        hears = "".join(f"SUB {one.format(me)} {place}\r\n" for place, one in enumerate(_HEARS, 1))
        return f"CONNECT {json.dumps(says)}\r\n{hears}PING\r\n".encode()

    def _write(self, data: bytes) -> None:
        if self._transport:
            self._transport.write(data)


class QuietMembers:
    """So many of them, in a process of their own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def join(cls, pool: RunningPool, count: int, every: float) -> QuietMembers:
        """Let them connect, and tell that they are there so often."""
        devices = [new_device() for _ in range(count)]
        told = {
            "members": [(one.seed, pool.pool.admit(one, Role.WORKER)) for one in devices],
            "pool": pool.pool.founder.pool.text,
            "port": pool.hub.port,
            "encryption": pool.pool.authority.certificate,
            "every": every,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.bench.quiet_member",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        members = cls(process)
        await members._asked(json.dumps(told))
        return members

    async def heard(self) -> tuple[int, int]:
        """Return how many beats, and how many bytes, all of them have heard."""
        beats, size = await self._asked("heard")
        return beats, size

    async def close(self) -> None:
        """Let all hang up."""
        self._process.kill()
        await self._process.wait()

    async def _asked(self, line: str) -> list[int]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line.encode() + b"\n")
        answer: list[int] = json.loads(await self._process.stdout.readline())
        return answer


async def _be_there(told: dict[str, Any]) -> None:
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(_JOINS_AT_ONCE)
    encryption, pool = trust_only(told["encryption"]), PublicKey(told["pool"], KeyKind.POOL)

    async def joined(seed: str, certificate: str) -> QuietMember:
        member = QuietMember(KeyPair.from_seed(seed, KeyKind.DEVICE), certificate, pool)
        async with gate:
            await loop.create_connection(lambda: member, "127.0.0.1", told["port"], ssl=encryption)
            await member.is_ready()
        return member

    members = await asyncio.gather(*(joined(*one) for one in told["members"]))
    lives = [asyncio.create_task(one.live(told["every"])) for one in members]
    print("[]", flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        heard = [sum(one.messages for one in members), sum(one.bytes for one in members)]
        print(json.dumps(heard), flush=True)
    for life in lives:
        life.cancel()


if __name__ == "__main__":
    end_with_parent(os.getppid())
    asyncio.run(_be_there(json.loads(sys.stdin.readline())))
