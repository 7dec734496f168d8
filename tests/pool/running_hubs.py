"""A pool with several real hubs, and members that know all of them."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from nats.aio.client import Client
from nats.errors import TimeoutError as NatsTimeoutError

from deai_desktop.pool.hubs.connection import HubClient, connected
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import HubEncryption, key_print, make_hub_encryption, trust_only
from deai_desktop.pool.hubs.hub_files import HubFiles, HubPlace
from deai_desktop.pool.hubs.hub_list import HubList, HubRegister, ListedHub
from deai_desktop.pool.identity.certificates import sign_certificate
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.roles import Role
from deai_desktop.system.child_job import ChildJob
from tests.fakes.journal import FakeJournal
from tests.pool.pools import Pool, new_device

PATIENCE = 15.0


def free_address() -> HubAddress:
    """A port of this PC that nobody listens on right now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return HubAddress("127.0.0.1", one.getsockname()[1])


async def eventually(condition: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Wait until something is so, fail when it takes too long, and return how long it took."""
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds
        await asyncio.sleep(0.02)
    return time.monotonic() - begin


class OneHub:
    """A hub's keys, files and server."""

    def __init__(self, folder: Path, pool: Pool, encryption: HubEncryption | None = None) -> None:
        self.pool = pool
        self.device = new_device()
        self.encryption = encryption or make_hub_encryption(pool.authority, time.time())
        self.address, self.route = free_address(), free_address()
        self.files = HubFiles(folder)
        self.listed = ListedHub(
            self.device.public,
            folder.name,
            (self.address,),
            self.route,
            key_print(self.encryption.certificate),
        )
        self.server: Hub | None = None

    def write(self, hubs: HubList, removed: dict[str, int] | None = None) -> None:
        """Write its settings for these hubs."""
        cluster = hubs.cluster(self.device.public, self.route)
        place = HubPlace(port=self.address.port, cluster=cluster)
        self.files.write(self.pool.hub_charter(removed), place, self.encryption)

    async def start(self) -> None:
        """Start what was written."""
        self.server = await Hub.start(self.files, ChildJob())

    async def stop(self) -> None:
        """Stop its server, if it runs."""
        if self.server:
            await self.server.stop()
        self.server = None

    async def kill(self) -> None:
        """End it as a power cut does."""
        assert self.server is not None
        self.server._process.kill()
        await self.server.wait()
        self.server = None


class RunningHubs:
    """Some hubs of one pool, and connections to them."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self.pool = Pool()
        self.register = HubRegister(self.pool.founder, "", lambda _: None)
        self.hubs: list[OneHub] = []
        self.journal = FakeJournal()
        self._folder = folder
        self._stack = stack

    def add(self) -> OneHub:
        """List another one."""
        hub = OneHub(self._folder / f"hub {len(self.hubs) + 1}", self.pool)
        self.hubs.append(hub)
        self.register.put(hub.listed, time.time())
        return hub

    @property
    def list(self) -> HubList:
        """The newest."""
        assert self.register.current is not None
        return self.register.current

    async def start(self, count: int) -> None:
        """List some more and start them, as soon as each knows all."""
        added = [self.add() for _ in range(count)]
        for hub in added:
            hub.write(self.list)
        await asyncio.gather(*(hub.start() for hub in added))
        await self.see_each_other(len(self.hubs))

    async def see_each_other(self, count: int) -> None:
        """Wait until so many hubs answer over the first that runs."""
        founder = await self.founder()
        seen: list[str] = []
        begin = time.monotonic()
        while len(seen) != count:
            assert time.monotonic() - begin < PATIENCE, seen
            seen = [
                one["server"]["name"] for one in await answers(founder, "$SYS.REQ.SERVER.PING.STATSZ", count)
            ]

    async def connect(self, device: KeyPair, certificate: str, hubs: Sequence[OneHub]) -> HubClient:
        """Connect to one of these hubs."""
        addresses = [hub.address for hub in hubs]
        encryption = trust_only(self.pool.authority.certificate)
        connecting = connected(self.journal, "Pool", addresses, encryption, device, lambda: certificate)
        return await self._stack.enter_async_context(connecting)

    async def member(self, *hubs: OneHub, role: Role = Role.BOTH) -> tuple[KeyPair, HubClient]:
        """Admit a device, and connect it to one of these hubs, or of all."""
        device = new_device()
        return device, await self.connect(device, self.pool.admit(device, role), hubs or self.hubs)

    async def founder(self) -> HubClient:
        """Connect to the first hub that runs as who tells new charters."""
        device = new_device()
        certificate = self.pool.founder.admit_to_hubs(device.public, time.time())
        return await self.connect(device, certificate, [hub for hub in self.hubs if hub.server][:1])

    async def keeper_of_logs(self, *hubs: OneHub) -> HubClient:
        """Connect as who may do anything with streams."""
        device = new_device()
        says = {"type": "user", "subs": -1, "data": -1, "payload": -1}
        account = self.pool.keys.account
        certificate = sign_certificate(account, device.public, says, name="x", now=time.time(), lifetime=999)
        return await self.connect(device, certificate, hubs)


async def answers(client: Client, subject: str, most: int, seconds: float = 0.3) -> list[dict[str, Any]]:
    """Ask all servers something, and return what as many of them as there should be answer, and one more."""
    inbox = client.new_inbox()
    heard = await client.subscribe(inbox)
    await client.publish(subject, b"", reply=inbox)
    found: list[dict[str, Any]] = []
    try:
        while len(found) <= most:
            found.append(json.loads((await heard.next_msg(seconds)).data))
    except NatsTimeoutError:
        pass
    await heard.unsubscribe()
    return found


@asynccontextmanager
async def running_hubs(folder: Path, count: int) -> AsyncIterator[RunningHubs]:
    """Run some hubs until the end of the block."""
    async with AsyncExitStack() as stack:
        hubs = RunningHubs(folder, stack)
        try:
            await hubs.start(count)
            yield hubs
        finally:
            await stack.aclose()
            await asyncio.gather(*(hub.stop() for hub in hubs.hubs))
