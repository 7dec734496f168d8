"""This PC's part in a pool's log: it signs receipts, appends those that it earned, and holds a copy of the log."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from functools import partial

from nats.aio.client import Client

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import ForkError
from deai_desktop.pool.identity.acquaintances import Acquaintances
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
from deai_desktop.pool.ledger.dealings import Dealings
from deai_desktop.pool.ledger.fair_share import FairShare
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_member import LogWriter, hear_heads
from deai_desktop.pool.ledger.log_reading import HubLogSource
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.receipts import ReceiptBooks
from deai_desktop.pool.ledger.suspicion import Suspicion
from deai_desktop.pool.ledger.verdicts import Verdict, VerdictKind, sign_verdict

log = logging.getLogger(__name__)

_AGAIN_SECONDS = 300.0
_SOON_SECONDS = 30.0
"""After something was appended, to see whether it is in the log, in case that no head is told meanwhile."""


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
        self.repository = repository
        self.device = device
        self.charter = charter
        self.certificate = certificate
        self.acquaintances = Acquaintances(repository.database, repository.pool)
        self._copy: LogCopy | None = None
        self._reading = asyncio.Lock()
        self._share = FairShare(lambda who: self._copy.replay.ledger.balance(who) if self._copy else 0)
        self._suspicion = Suspicion(device.public.text)
        self._has_news = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    async def copy(self) -> LogCopy:
        """Return the copy of the log, read from the database when it is asked for first. Raises `PoolError`."""
        async with self._reading:
            if self._copy is None:
                pool = self.charter().pool
                self._copy = await asyncio.to_thread(
                    LogCopy,
                    pool,
                    self.repository,
                    self.charter,
                    lambda met: self.acquaintances.meet(*met),
                )
        return self._copy

    async def dealings(self, hub: Client) -> Dealings:
        """Return what the books are good for over a connection."""
        return Dealings(
            await self._receipts(hub),
            self._share,
            self.acquaintances.meet,
            self.is_suspect,
            lambda kind, job, worker, passed: self._note_verdict(hub, kind, job, worker, passed),
        )

    def is_suspect(self, device: str) -> bool:
        """Say whether checks found fault with a worker."""
        return self._suspicion.falls_on(device, self._copy)

    async def follow(self, hub: Client) -> None:
        """Bring the copy up to each head, and append again what did not come to be in it, until cancelled."""
        copy = await self.copy()
        source = HubLogSource(hub, self.device.public)
        writer = self._writer(hub)
        await hear_heads(hub, copy, self.look_again, self._note)
        while True:
            self._has_news.clear()
            try:
                await copy.update(source)
                self.problem = ""
            except DeAIError as error:
                self._note(error)
            if await writer.append_again(copy.head.at if copy.head else 0.0):
                self._look_soon()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._has_news.wait(), _AGAIN_SECONDS)

    def look_again(self) -> None:
        """See now whether all that was appended is in the log: a connection was lost, or a head was told."""
        self._has_news.set()

    def _look_soon(self) -> None:
        if self._timer is None or self._timer.when() <= asyncio.get_running_loop().time():
            self._timer = asyncio.get_running_loop().call_later(_SOON_SECONDS, self.look_again)

    async def _append(self, hub: Client, entry: bytes) -> None:
        await self._writer(hub).append(entry)
        self._look_soon()

    async def _receipts(self, hub: Client) -> ReceiptBooks:
        copy = await self.copy()
        return ReceiptBooks(
            self.device,
            self.certificate,
            self.charter,
            partial(self._append, hub),
            newest_head=lambda: copy.newest_head,
            hear_head=copy.hear,
        )

    async def _note_verdict(
        self, hub: Client, kind: VerdictKind, job: str, worker: PublicKey, passed: bool
    ) -> None:
        """Tell all members how a worker's job turned out. Raises `PoolError`."""
        self._suspicion.note(worker.text, passed=passed)
        verdict = Verdict(kind, job, worker, self.device.public, passed, time.time())
        entry = sign_verdict(verdict, self.charter().pool, self.device, self.certificate())
        await self._append(hub, entry)

    def _writer(self, hub: Client) -> LogWriter:
        return LogWriter(hub, self.device.public, self.repository)

    def _note(self, error: DeAIError) -> None:
        """Remember what is wrong; that nobody gives the log out right now is nothing of the kind."""
        log.info("the log of a pool: %s", error.message)
        if isinstance(error, ForkError) or (self._copy and self._copy.is_behind):
            self.problem = f"{error.message} {error.hint}".strip()
