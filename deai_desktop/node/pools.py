"""The node's part in pools: they are loaded when there is one, and told of kindly where they can't be had."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from deai_desktop.core.errors import PoolError
from deai_desktop.core.events import EventBus
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
    ) -> None:
        self._database = database
        self._vault = vault
        self._journal = journal
        self._events = events
        self._folder = folder
        self._own_addresses = own_addresses
        self._service: Pools | None = None
        self._starting = asyncio.Lock()

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
        from deai_desktop.pool.founded import HubSite
        from deai_desktop.pool.pool_keys import PoolKeys
        from deai_desktop.pool.service import Pools
        from deai_desktop.system.child_job import ChildJob

        site = HubSite(ChildJob(), self._own_addresses)
        keys = PoolKeys(self._vault)
        return Pools(self._database, keys, self._journal, self._events, self._folder, site)
