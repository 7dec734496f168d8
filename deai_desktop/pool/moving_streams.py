"""Takes a pool's streams along when its hub becomes one of several, or is alone again: see `hubs.stream_move`.

What was saved lies in a folder of its own until the hubs have it, so whatever is broken off is done again at the next
start.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from deai_desktop.pool.hubs.connection import HubClient, connected
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.hubs.hub_files import HubCharter, HubFiles, HubPlace
from deai_desktop.pool.hubs.reach import LOOPBACK
from deai_desktop.pool.hubs.stream_move import bring_streams, save_streams
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.identity.keys import KeyKind, KeyPair

_CONNECT_SECONDS = 10.0


class MovingStreams:
    """Save and bring the streams of the founder's hub."""

    def __init__(self, founder: Founder, authority: str, files: HubFiles) -> None:
        self._founder = founder
        self._authority = authority
        self._files = files
        self._saved = files.folder / "moving"
        self._alone = files.folder / "jetstream"
        self._among_others = files.folder / "streams"

    async def leave_alone(self, charter: HubCharter, start: Callable[[], Awaitable[Hub]]) -> None:
        """Save what a hub kept that was alone until now, before it starts as one of several. Raises `PoolError`."""
        if not self._alone.exists():
            return
        await asyncio.to_thread(self._files.write, charter, HubPlace())  # at a port that nobody else knows
        hub = await start()
        try:
            await self._save(HubAddress(LOOPBACK, hub.port))
        finally:
            await hub.stop()
        await asyncio.to_thread(_set_aside, self._alone)

    async def leave_others(self, hub: HubAddress) -> None:
        """Save what hubs have kept together, while they still run. Raises `PoolError` where they can't say."""
        await self._save(hub)

    async def be_alone(self) -> None:
        """Begin with nothing of what a cluster left in the folder, since it was saved."""
        if self._among_others.exists():
            await asyncio.to_thread(_set_aside, self._among_others)

    async def bring(self, hubs: Sequence[HubAddress], copies: int) -> None:
        """Put what was saved on the hubs, if something was. Raises `PoolError`."""
        if not self._saved.exists():
            return
        async with self._connected(hubs) as client:
            await bring_streams(client, self._saved, copies)
        await asyncio.to_thread(shutil.rmtree, self._saved)

    async def _save(self, hub: HubAddress) -> None:
        await asyncio.to_thread(shutil.rmtree, self._saved, ignore_errors=True)
        async with self._connected([hub]) as client:
            await save_streams(client, self._saved)

    @asynccontextmanager
    async def _connected(self, hubs: Sequence[HubAddress]) -> AsyncIterator[HubClient]:
        envoy = KeyPair.generate(KeyKind.DEVICE)
        certificate = self._founder.admit_to_streams(envoy.public, time.time())
        trust = trust_only(self._authority)
        async with connected(
            None, "", hubs, trust, envoy, lambda: certificate, within=_CONNECT_SECONDS
        ) as client:
            yield client


def _set_aside(folder: Path) -> None:
    """Keep one old copy: disks are cheap, and receipts are not made again."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    folder.rename(old)
