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
from deai_desktop.engines.base import Engine
from deai_desktop.engines.registry import ModelLoaded, ModelUnloaded
from deai_desktop.models.events import ModelAdded, ModelRemoved, ModelVerified
from deai_desktop.models.model import Model
from deai_desktop.node.pool_models import LentModels, parts_of, pool_model_id
from deai_desktop.outbound.journal import Journal
from deai_desktop.storage.database import Database
from deai_desktop.vault.secrets import SecretStore

if TYPE_CHECKING:
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
    ) -> None:
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

    @property
    def why_not(self) -> str:
        """Why there can be no pools here, in words for people; empty when there can."""
        if all(find_spec(name) for name in _NEEDS):
            return ""
        return "What pools need is not installed."

    async def start(self) -> None:
        """Be there in the pools that this PC belongs to; without any, nothing is loaded."""
        with self._database.read() as connection:
            has_pools = connection.execute("SELECT 1 FROM pools LIMIT 1").fetchone() is not None
        if has_pools and not self.why_not:
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

    def _made(self) -> Pools:
        from deai_desktop.pool.exchange import LocalModels
        from deai_desktop.pool.founders_hub import HubSite
        from deai_desktop.pool.identity.pool_keys import PoolKeys
        from deai_desktop.pool.service import Pools
        from deai_desktop.system.child_job import ChildJob

        site = HubSite(ChildJob(), self._own_addresses)
        keys = PoolKeys(self._vault)
        models = LocalModels(self._lent.use, self._lent.offered)
        return Pools(self._database, keys, self._journal, self._events, self._folder, site, models)

    @asynccontextmanager
    async def use(
        self, model: Model, on_place: Callable[[str], None] = lambda _: None
    ) -> AsyncIterator[Engine]:
        """Give a model of a pool's members as an engine.

        ``on_place`` hears who answers. Raises `PoolError`, `NotFoundError`, or `ForbiddenError` where this PC may not
        ask or the person was not told what that means.
        """
        service = await self.service()
        pool, name = parts_of(model.id)
        yield service.engine(pool, name, lambda worker: on_place(f"{worker.name} ({pool})"))

    async def model_ids(self) -> list[str]:
        """Return the models of the pools whose members may be asked, as they are called here."""
        if self._service is None:
            return []
        trusted = {status.known.name for status in self._service.list() if status.known.knows_risk}
        offered = self._service.offerings().items()
        found = {
            pool_model_id(pool, one.model.name) for pool, many in offered if pool in trusted for one in many
        }
        return sorted(found)

    def models_changed(self) -> None:
        """Tell the pools what this PC offers now; for any thread."""
        self._lent.look_again()
        if self._service:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._service.models_changed)

    def _hear(self, event: Event) -> None:
        if isinstance(event, ModelAdded | ModelRemoved | ModelVerified | ModelLoaded | ModelUnloaded):
            self.models_changed()
