"""This PC's part in a pool's log: it signs receipts, appends those that it earned, and holds a copy of the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from nats.aio.client import Client

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import ForkError
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_member import LogWriter, follow_log
from deai_desktop.pool.ledger.log_reading import HubLogSource
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.receipts import ReceiptBooks

log = logging.getLogger(__name__)

_AGAIN_SECONDS = 300.0
_OVERDUE_SECONDS = 60.0
"""By which an entry has to be in the log once a head was signed after it; it is sent again then."""


class BookKeeping:
    """Keep the books of one pool, over one connection after the other."""

    def __init__(
        self,
        repository: LogRepository,
        device: KeyPair,
        charter: Callable[[], Charter],
        certificate: Callable[[], str],
    ) -> None:
        self.problem = ""
        """What is wrong with the log, in words for people; empty when nothing is."""
        self._repository = repository
        self._device = device
        self._charter = charter
        self._certificate = certificate
        self._copy: LogCopy | None = None
        self._reading = asyncio.Lock()

    async def copy(self) -> LogCopy:
        """Return the copy of the log, read from the database when it is asked for first. Raises `PoolError`."""
        async with self._reading:
            if self._copy is None:
                pool = self._charter().pool
                self._copy = await asyncio.to_thread(LogCopy, pool, self._repository, self._charter)
        return self._copy

    async def books(self, hub: Client) -> ReceiptBooks:
        """Return what signs receipts and appends those that this PC earned."""
        copy = await self.copy()
        return ReceiptBooks(
            self._device,
            self._certificate,
            self._charter,
            LogWriter(hub, self._device.public, self._repository).append,
            newest_head=lambda: copy.newest_head,
            hear_head=copy.hear,
        )

    async def follow(self, hub: Client) -> None:
        """Bring the copy up to date, and append again what did not come to be in it, until cancelled."""
        copy = await self.copy()
        source = HubLogSource(hub, self._device.public)
        writer = LogWriter(hub, self._device.public, self._repository)
        await follow_log(hub, copy, source, self._note)
        while True:
            try:
                await copy.update(source)
                self.problem = ""
            except DeAIError as error:
                await self._note(error)
            if copy.head:
                await writer.append_again(copy.head.at - _OVERDUE_SECONDS)
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _note(self, error: DeAIError) -> None:
        """Remember what is wrong; that nobody gives the log out right now is nothing of the kind."""
        log.info("the log of a pool: %s", error.message)
        if isinstance(error, ForkError) or (self._copy and self._copy.is_behind):
            self.problem = f"{error.message} {error.hint}".strip()
