"""The node's part in pools: they are loaded when there is one, and told of kindly where they can't be had."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from deai_desktop.core.errors import PoolError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.settings import PoolSettings
from deai_desktop.engines.base import Engine
from deai_desktop.engines.registry import ModelLoaded, ModelUnloaded
from deai_desktop.models.events import ModelAdded, ModelRemoved, ModelVerified
from deai_desktop.node.destination import USUAL_ANSWER, USUAL_PROMPT, There
from deai_desktop.node.pool_models import LentModels, pool_model_id, source_of
from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.activity import ActivityTeller
from deai_desktop.storage.database import Database
from deai_desktop.vault.secrets import SecretStore

if TYPE_CHECKING:
    from deai_desktop.pool.jobs.presence import Offering
    from deai_desktop.pool.service import Pools

log = logging.getLogger(__name__)

_NEEDS = ("nats", "cryptography")


class NodePools:
    """Hold the pools of the node. NATS and cryptography are loaded when they are needed first."""

    def __init__(
        self,
        database: Database,
        vault: SecretStore,
        journal: Journal,
        events: EventBus,
        folder: Path,
        own_addresses: Callable[[], Sequence[str]],
        lent: LentModels,
        settings: Callable[[], PoolSettings],
    ) -> None:
        self._settings = settings
        self._database = database
        self._vault = vault
        self._journal = journal
        self._events = events
        self._folder = folder
        self._own_addresses = own_addresses
        self._lent = lent
        events.subscribe(self._hear)
        self._service: Pools | None = None
        self._starting = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self._activity = ActivityTeller(events)

    @property
    def why_not(self) -> str:
        """Why there can be no pools here, in words for people; empty when there can."""
        if all(find_spec(name) for name in _NEEDS):
            return ""
        return "What pools need is not installed."

    async def start(self) -> None:
        """Be there in the pools that this PC belongs to, or is a hub of; without any, nothing is loaded."""
        asked = "SELECT 1 FROM pools UNION ALL SELECT 1 FROM own_hubs LIMIT 1"
        with self._database.read() as connection:
            is_needed = connection.execute(asked).fetchone() is not None
        if is_needed and not self.why_not:
            await self.service()

    async def service(self) -> Pools:
        """Return the service, started when it is asked for first. Raises `PoolError` where it can't be had."""
        if self.why_not:
            raise PoolError(self.why_not, hint="Install it: pip install deai-desktop[pool]")
        async with self._starting:
            if self._service is None:
                service = await asyncio.to_thread(self._made)
                await service.start()
                self._service = service
        return self._service

    async def close(self) -> None:
        """End connections and hubs."""
        if self._service:
            await self._service.close()
        self._activity.close()

    def _made(self) -> Pools:
        from deai_desktop.pool.checks.checker import CheckRules
        from deai_desktop.pool.exchange import LocalModels
        from deai_desktop.pool.founders_hub import HubSite
        from deai_desktop.pool.identity.pool_keys import PoolKeys
        from deai_desktop.pool.jobs.content_policy import refused_words
        from deai_desktop.pool.service import Pools
        from deai_desktop.system.child_job import ChildJob

        site = HubSite(ChildJob(), self._own_addresses, is_lan_allowed=lambda: self._settings().lan)
        keys = PoolKeys(self._vault)
        rules = CheckRules(lambda: self._settings().checks_percent, self._lent.is_busy)
        policy = refused_words(lambda: self._settings().refused_words)
        models = LocalModels(self._lent.use, self._lent.offered, rules, policy, self._activity.tell)
        return Pools(self._database, keys, self._journal, self._events, self._folder, site, models)

    @asynccontextmanager
    async def use(
        self, there: There, on_place: Callable[[str], None] = lambda _: None
    ) -> AsyncIterator[Engine]:
        """Give a model of a pool's members as an engine.

        ``on_place`` hears who answers. Raises `PoolError`, `NotFoundError`, or `ForbiddenError` where this PC may not
        ask or the person was not told what that means.
        """
        service = await self.service()
        on_place(source_of(there.pool))
        named = lambda worker: on_place(f"{worker.name} ({there.pool})")  # noqa: E731
        yield service.engine(there.pool, there.model, named, there.sha256)

    def offers_of(self, model_id: str, sha256: str) -> list[There]:
        """Return who offers a model in pools that the person agreed to: the same file, else one of the same id."""
        if self._service is None:
            return []
        from deai_desktop.pool.jobs.offers import JobKind
        from deai_desktop.pool.jobs.requester import Wanted, expected_seconds

        offered = [(pool, one) for pool, many in self._trusted_offerings().items() for one in many]
        same = [both for both in offered if sha256 and both[1].model.sha256 == sha256]
        found = same or [both for both in offered if both[1].model.name == model_id]
        usual = Wanted(JobKind.GENERATE, model_id, sha256, USUAL_PROMPT, USUAL_ANSWER)
        return [
            There(pool, one.model.name, sha256 if same else "", expected_seconds(one, usual))
            for pool, one in found
            if not one.is_doubtful and not one.is_suspect
        ]

    async def model_ids(self) -> list[str]:
        """Return the models of the pools whose members may be asked, as they are called here."""
        offered = self._trusted_offerings().items()
        return sorted({pool_model_id(pool, one.model.name) for pool, many in offered for one in many})

    def _trusted_offerings(self) -> dict[str, Sequence[Offering]]:
        """Return what is offered in pools where the person agreed that members read prompts, and this PC may ask."""
        if self._service is None:
            return {}
        statuses = self._service.list()
        trusted = {one.known.name for one in statuses if one.known.knows_risk and one.role.can_request}
        return {pool: many for pool, many in self._service.offerings().items() if pool in trusted}

    def models_changed(self) -> None:
        """Tell the pools what this PC offers now; for any thread."""
        self._lent.look_again()
        if self._service:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._service.models_changed)

    def settings_changed(self) -> None:
        """Go by what the person has chosen; for any thread."""
        self.models_changed()
        if self._service:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._service.lan.look_again)

    def _hear(self, event: Event) -> None:
        if isinstance(event, ModelAdded | ModelRemoved | ModelVerified | ModelLoaded | ModelUnloaded):
            self.models_changed()
