"""This PC's part in the work of one pool, over one connection: what it asks the others for, and does for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Self

from nats.aio.client import Client

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.tasks import end_task
from deai_desktop.pool.checks.checker import Checker, CheckRules
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.offers import MAY_ASK, MAY_WORK
from deai_desktop.pool.jobs.pool_engine import Destination, PoolEngine
from deai_desktop.pool.jobs.presence import OfferedModel, Offering, Presence
from deai_desktop.pool.jobs.requester import Requester
from deai_desktop.pool.jobs.worker import Worker, WorkerReport
from deai_desktop.pool.jobs.worker_job import Engines
from deai_desktop.pool.jobs.worker_rules import ContentPolicy, RuleBook, WorkerRules
from deai_desktop.pool.ledger.dealings import Dealings
from deai_desktop.pool.pool_repository import KnownPool
from deai_desktop.pool.trust import require_trust

_WAITING = 16
"""Jobs of a model that may wait here for a slot."""


@dataclass(frozen=True)
class LocalModels:
    """Hold what this PC has to lend."""

    engines: Engines
    offered: Callable[[], Sequence[OfferedModel]]
    """All models that would run here; which of them a pool gets, its owner has chosen for each pool."""
    checks: CheckRules = field(default_factory=CheckRules)
    """How often others' answers are looked at with them."""
    content_policy: ContentPolicy | None = None
    """What the owner does not want to be answered here, whoever asks."""
    on_activity: Callable[[], None] = lambda: None
    """Hears when members offer something else than before, or this PC works for them."""


class Exchange:
    """Ask and work in one pool. `open` and `close` frame its life."""

    def __init__(
        self,
        hub: Client,
        device: KeyPair,
        charter: Callable[[], Charter],
        known: Callable[[], KnownPool],
        role: Role,
        models: LocalModels,
        rules: WorkerRules,
        dealings: Dealings | None = None,
    ) -> None:
        self._known = known
        self._models = models
        dealings = dealings or Dealings()
        books, share = dealings.books, dealings.share
        members = Members(charter, on_meet=dealings.meet)
        own = lambda: known().certificate  # noqa: E731
        self._worker = None
        if role in MAY_WORK:
            engines, change = models.engines, self.announce
            self._worker = Worker(
                hub,
                device,
                members,
                own,
                engines,
                self._lent,
                rules,
                books=books,
                waiting=_WAITING,
                order=lambda waiting: share.order(waiting, time.time()),
                on_use=lambda member, amount: share.note_use(member, amount, time.time()),
                on_change=change,
            )
        offered = self._worker.offered if self._worker else tuple
        self._presence = Presence(hub, device, members, own, offered, is_suspect=dealings.is_suspect)
        directory = self._presence.directory
        directory.on_change = models.on_activity
        self._requester = (
            Requester(
                hub, device, members, own, directory, books=books, may_ask=lambda: require_trust(known())
            )
            if role in MAY_ASK
            else None
        )
        self._checker = (
            Checker(self._requester, models.engines, models.offered, dealings.note_verdict, models.checks)
            if self._requester
            else None
        )
        self._held = AsyncExitStack()

    async def open(self) -> Self:
        """Begin to hear offers, answers, and who is there."""
        for part in (self._requester, self._worker, self._presence):
            if part:
                await part.start()
                self._held.push_async_callback(part.close)
        if self._checker:
            checking = asyncio.create_task(self._checker.run(), name="checks of a pool")
            self._held.push_async_callback(end_task, checking)
        return self

    async def close(self) -> None:
        """End what runs, and tell the others."""
        await self._held.aclose()

    def announce(self) -> None:
        """Tell the others soon what this PC offers now."""
        self._presence.announce()
        self._models.on_activity()

    @property
    def offerings(self) -> list[Offering]:
        """Which models the others offer."""
        return self._presence.directory.offerings()

    @property
    def report(self) -> WorkerReport | None:
        """What this PC has done for the others since it connected; None where it may not work for them."""
        return self._worker.report if self._worker else None

    def engine(self, model: str, sha256: str, on_worker: Callable[[Destination], None]) -> PoolEngine | None:
        """Return a model of the pool's; None where this PC may not ask."""
        if self._requester is None or self._checker is None:
            return None
        checker = self._checker
        return PoolEngine(
            self._requester,
            model,
            sha256,
            on_worker,
            on_answered=checker.hear,
            on_vanished=checker.hear_vanished,
        )

    def stop_asking(self, why: DeAIError) -> None:
        """End what others work on for this PC; whoever waits for it gets that error."""
        if self._requester:
            self._requester.break_off(why)

    def _lent(self) -> list[OfferedModel]:
        known = self._known()
        if not known.lends:
            return []
        return [
            one for one in self._models.offered() if not known.lent_models or one.name in known.lent_models
        ]


def rule_book(known: KnownPool, models: LocalModels) -> RuleBook:
    """Return what the owner has chosen for a pool."""
    return RuleBook(tokens_an_hour=known.tokens_an_hour or None, content_policy=models.content_policy)
