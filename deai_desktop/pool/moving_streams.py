"""Takes a pool's log along when its founder's hub becomes one of several, or is alone again.

From one hub to several it is saved and brought whole (see `hubs.stream_move`), and lies in a folder of its own until
the hubs have it. From several to one it is written anew, from what the founder's PC has kept of it: where one of two
hubs is gone, the other can't say what is in a stream. Whatever is broken off is done again at the next start.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from deai_desktop.pool.envoy import as_envoy
from deai_desktop.pool.hubs.connection import HubClient
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_files import HubCharter, HubFiles, HubPlace
from deai_desktop.pool.hubs.reach import LOOPBACK
from deai_desktop.pool.hubs.stream_move import bring_streams, save_streams
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.ledger.log_archive import LogArchive
from deai_desktop.pool.ledger.log_stream import LogStream


class MovingStreams:
    """Save and bring the streams of the founder's hub."""

    def __init__(self, founder: Founder, authority: str, files: HubFiles, archive: LogArchive) -> None:
        self.began = asyncio.Event()
        """The log will be elsewhere than it was: whoever keeps it connects anew."""
        self._founder = founder
        self._authority = authority
        self._files = files
        self._archive = archive
        self._saved = files.folder / "moving"
        self._alone = files.folder / "jetstream"
        self._among_others = files.folder / "streams"

    async def leave_alone(self, charter: HubCharter, start: Callable[[], Awaitable[Hub]]) -> None:
        """Save what a hub kept that was alone until now, before it starts as one of several. Raises `PoolError`."""
        if not self._alone.exists():
            return
        self.began.set()
        async with self._unseen(charter, start) as client:
            await asyncio.to_thread(shutil.rmtree, self._saved, ignore_errors=True)
            await save_streams(client, self._saved)
        await asyncio.to_thread(_set_aside, self._alone)

    async def leave_others(self, charter: HubCharter, start: Callable[[], Awaitable[Hub]]) -> None:
        """Write the log anew for a hub that was one of several until now, and is to be alone. Raises `PoolError`."""
        if not self._among_others.exists():
            return
        self.began.set()
        try:
            async with self._archive.in_use:  # nothing is signed that would not be in it
                await asyncio.to_thread(shutil.rmtree, self._alone, ignore_errors=True)
                async with self._unseen(charter, start) as client:
                    stream = await LogStream.open(client)
                    await stream.fill(self._archive, self._archive.size)
        except BaseException:
            await asyncio.to_thread(shutil.rmtree, self._alone, ignore_errors=True)
            raise
        await asyncio.to_thread(_set_aside, self._among_others)

    async def bring(self, hubs: Sequence[HubAddress], copies: int) -> None:
        """Put what was saved on the hubs, if something was. Raises `PoolError`."""
        if not self._saved.exists():
            return
        async with self._connected(hubs) as client:
            await bring_streams(client, self._saved, copies)
        await asyncio.to_thread(shutil.rmtree, self._saved)

    @asynccontextmanager
    async def _unseen(
        self, charter: HubCharter, start: Callable[[], Awaitable[Hub]]
    ) -> AsyncIterator[HubClient]:
        """Run the hub alone, at a port that nobody else knows, and be connected to it."""
        await asyncio.to_thread(self._files.write, charter, HubPlace())
        hub = await start()
        try:
            async with self._connected([HubAddress(LOOPBACK, hub.port)]) as client:
                yield client
        finally:
            await hub.stop()

    def _connected(self, hubs: Sequence[HubAddress]) -> AbstractAsyncContextManager[HubClient]:
        admit = self._founder.admit_to_streams
        return as_envoy(hubs, self._authority, lambda envoy: admit(envoy, time.time()))


def _set_aside(folder: Path) -> None:
    """Keep one old copy: disks are cheap, and receipts are not made again."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    folder.rename(old)
