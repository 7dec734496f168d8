"""Keeps a pool's log for its founder: gives it out to members, and signs its head every minute that it has grown.

What is signed lies on the founder's PC before, so that no hub can lose it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import LogError
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.ledger.log_archive import LogArchive
from deai_desktop.pool.ledger.log_copy import ASK_FOUNDER, LogCopy
from deai_desktop.pool.ledger.log_head import LogHead
from deai_desktop.pool.ledger.log_reading import HEAD, LogPart, give_out
from deai_desktop.pool.ledger.log_stream import LogStream

EPOCH_SECONDS = 60.0
_SIGN_AGAIN_SECONDS = 3600.0
"""An old head is signed anew, so that members see that the log is still kept."""

log = logging.getLogger(__name__)


class LogKeeper:
    """Keep the log over a connection with the keeper's certificate."""

    def __init__(
        self,
        hub: Client,
        stream: LogStream,
        copy: LogCopy,
        archive: LogArchive,
        founder: Founder,
        clock: Callable[[], float] = time.time,
        on_flood: Callable[[str], None] = lambda device: None,
    ) -> None:
        """``on_flood`` hears of members who ask for the log too often."""
        self._on_flood = on_flood
        self._hub = hub
        self._stream = stream
        self._copy = copy
        self._archive = archive
        self._is_told = False
        """Whether members know that the log is kept: who hears a head tells again what did not come to be in it."""
        self._founder = founder
        self._clock = clock

    async def read(self, first: int) -> LogPart:
        """Return some entries from that place on. Raises `LogError`."""
        return LogPart(self._copy.newest_head, await self._stream.read(first, 500))

    async def give_out(self) -> None:
        """Answer members who ask for the log, as long as the connection lasts."""
        await give_out(self._hub, self, self._on_flood)

    async def sign(self) -> LogHead | None:
        """Sign what is new and tell everybody; None when nothing is. Raises `LogError`, and signs nothing then."""
        async with self._archive.in_use:
            size, head = await self._stream.size(), self._copy.head
            is_new = head is not None and self._clock() - head.at < _SIGN_AGAIN_SECONDS
            if head and size == head.size and is_new and self._is_told:
                return None
            if size >= len(self._copy.tree):
                await self._fetch(size)
            await self._copy.extend_and_sign(self._archive, size, self._sign)
        await self._hub.publish(HEAD, self._copy.newest_head.encode())
        self._is_told = True
        return self._copy.head

    async def lags(self) -> Mapping[str, int]:
        """Return how many entries each hub's copy is behind, by the names of their servers. Raises `LogError`."""
        return await self._stream.lags()

    async def run(self, every: float = EPOCH_SECONDS) -> None:
        """Give out and sign until cancelled."""
        await self.give_out()
        while True:
            try:
                await self.sign()
            except (DeAIError, NatsError, OSError) as error:
                self._is_told = False
                log.warning("the head of the pool's log is not signed: %s", error)
            await asyncio.sleep(every)

    async def _fetch(self, size: int) -> None:
        """Take over what the hub has. Raises `LogError` where that does not begin with what was signed."""
        tree = self._copy.tree
        await asyncio.to_thread(self._archive.cut, len(tree))
        while True:
            place = self._archive.size
            first = max(place - 1, 0)  # the one before, too: is it still the same?
            entries = await self._stream.read(first)
            for at, entry in enumerate(entries[: len(tree) - first], first):
                if entry.leaf != tree.leaf(at):
                    raise LogError("It does not begin with what was signed.", hint=ASK_FOUNDER)
            new = entries[place - first : size - first]
            if place == size and (entries or not place):
                return
            if not new:
                raise LogError("It was cut off before its signed end.", hint=ASK_FOUNDER)
            await asyncio.to_thread(self._archive.append, new)

    def _sign(self, size: int, root: bytes) -> LogHead:
        return self._founder.sign_log(size, root, self._clock())
