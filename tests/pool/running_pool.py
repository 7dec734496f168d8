"""A pool with a real hub, and connections to it."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from nats.aio.client import Client

from deai_desktop.pool.hubs.connection import connected, settled
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import make_hub_encryption, trust_only
from deai_desktop.pool.hubs.hub_files import HubFiles, HubPlace
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.roles import Role
from deai_desktop.system.child_job import ChildJob
from tests.fakes.journal import FakeJournal
from tests.pool.pools import Pool, new_device


class RunningPool:
    """A pool with a hub, and connections to it."""

    def __init__(self, files: HubFiles, hub: Hub, pool: Pool, stack: AsyncExitStack) -> None:
        self.files, self.hub, self.pool = files, hub, pool
        self.encryption = trust_only(pool.authority.certificate)
        self.journal = FakeJournal()
        self.troubles: list[str] = []
        self._stack = stack

    async def connect(
        self, device: KeyPair, certificate: str, encryption: ssl.SSLContext | None = None
    ) -> Client:
        """Connect, at the first try or not at all."""

        async def trouble(error: Exception) -> None:
            self.troubles.append(str(error))

        connecting = connected(
            self.journal,
            "Pool of friends",
            [HubAddress("127.0.0.1", self.hub.port)],
            encryption or self.encryption,
            device,
            lambda: certificate,
            on_trouble=trouble,
            within=1.5,
        )
        return await self._stack.enter_async_context(connecting)

    async def member(self, role: Role = Role.BOTH) -> tuple[KeyPair, Client]:
        """Admit and connect a device."""
        device = new_device()
        return device, await self.connect(device, self.pool.admit(device, role))

    async def is_refused(self, what: Callable[[], Awaitable[object]], client: Client) -> bool:
        """Do something and say whether the hub objects."""
        before = len(self.troubles)
        await what()
        await settled(client)
        await asyncio.sleep(0.05)
        return len(self.troubles) > before


@asynccontextmanager
async def running(folder: Path, pool: Pool) -> AsyncIterator[RunningPool]:
    files = HubFiles(folder)
    files.write(pool.hub_charter(), HubPlace(), make_hub_encryption(pool.authority, time.time()))
    hub = await Hub.start(files, ChildJob())
    try:
        async with AsyncExitStack() as stack:
            yield RunningPool(files, hub, pool, stack)
    finally:
        await hub.stop()
