"""Keeps a pool's log for its founder: gives it out to members, and signs its head every minute that it has grown."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.ledger.log_copy import LogCopy
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
        founder: Founder,
        clock: Callable[[], float] = time.time,
        on_flood: Callable[[str], None] = lambda device: None,
    ) -> None:
        """``on_flood`` hears of members who ask for the log too often."""
        self._on_flood = on_flood
        self._hub = hub
        self._stream = stream
        self._copy = copy
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
        size, head = await self._stream.size(), self._copy.head
        if head and size == head.size and self._clock() - head.at < _SIGN_AGAIN_SECONDS:
            return None
        await self._copy.extend_and_sign(self, size, self._sign)
        await self._hub.publish(HEAD, self._copy.newest_head.encode())
        return self._copy.head

    async def run(self, every: float = EPOCH_SECONDS) -> None:
        """Give out and sign until cancelled."""
        await self.give_out()
        while True:
            try:
                await self.sign()
            except (DeAIError, NatsError) as error:
                log.warning("the head of the pool's log is not signed: %s", error)
            await asyncio.sleep(every)

    def _sign(self, size: int, root: bytes) -> LogHead:
        return self._founder.sign_log(size, root, self._clock())
