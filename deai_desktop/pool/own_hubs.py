"""The hubs on this PC of pools that others founded: takes invites for them, runs them, and gives them up."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from deai_desktop.core.errors import ConflictError, DeAIError, NotFoundError
from deai_desktop.core.tasks import end_task
from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.entering import as_guest
from deai_desktop.pool.errors import BadInviteError
from deai_desktop.pool.founders_hub import HubSite
from deai_desktop.pool.hubs.home_network import HomeNetwork
from deai_desktop.pool.hubs.hub_files import HubFiles
from deai_desktop.pool.hubs.hub_joining import HubWish, ask_to_be_hub, papers_text, read_papers
from deai_desktop.pool.hubs.hub_repository import KeptHub, OwnHubRepository
from deai_desktop.pool.hubs.reach import Reach, find_spot
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.keys import KeyKind, PublicKey
from deai_desktop.pool.identity.pool_keys import PoolKeys
from deai_desktop.pool.names import checked_name
from deai_desktop.pool.own_hub import OwnHub
from deai_desktop.storage.database import Database

log = logging.getLogger(__name__)


class OwnHubs:
    """Know the hubs of this PC. `start` and `close` frame its life."""

    def __init__(
        self,
        database: Database,
        keys: PoolKeys,
        journal: Journal,
        folder: Path,
        site: HubSite,
        on_change: Callable[[], None],
        lan: HomeNetwork,
    ) -> None:
        self._kept = OwnHubRepository(database)
        self._keys = keys
        self._journal = journal
        self._folder = folder
        self._site = site
        self._on_change = on_change
        self._lan = lan
        self._hubs: dict[str, OwnHub] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._changing = asyncio.Lock()

    async def start(self) -> None:
        """Run all hubs from now on."""
        for kept in self._kept.list():
            try:
                await self._be_hub(kept)
            except DeAIError as error:  # the vault is locked, say; the others run
                log.warning("a hub can't be run: %s", error)

    async def close(self) -> None:
        """End the hubs; they stay known."""
        for pool in list(self._tasks):
            await self._stop(pool)

    def list(self) -> tuple[OwnHub, ...]:
        """Return the hubs that this PC runs."""
        return tuple(self._hubs.values())

    async def join(self, text: str, name: str, reach: Reach) -> OwnHub:
        """Become a hub by an invite for that. Raises `BadInviteError`, `HubError`, `PoolError` and others."""
        name, reach = checked_name(name), reach.checked()
        invite = Invite.read(text, time.time())
        if not invite.is_for_hub:
            raise BadInviteError("The invite is not to run a hub with.", hint="Use it so: deai pool join")
        pool = invite.pool.text
        async with self._changing:
            if (self._folder / pool[:16].lower()).exists():
                raise ConflictError(f"A hub of “{invite.name}” is on this PC already.")
            device = await asyncio.to_thread(self._keys.hub, pool)
            key = await asyncio.to_thread(self._keys.hub_encryption, pool)
            try:
                spot = await asyncio.to_thread(find_spot, reach, self._site.own_addresses)
                wish = HubWish(name, spot.addresses, spot.route)
                async with as_guest(self._journal, invite, self._lan) as guest:
                    papers = await ask_to_be_hub(
                        guest,
                        invite.pool,
                        invite.hub_certificate,
                        invite.certificate,
                        invite.guest,
                        device,
                        key,
                        wish,
                    )
                kept = KeptHub(pool, invite.name, name, spot.reach, papers_text(papers))
                self._kept.save(kept)
                hub = await self._be_hub(kept)
            except BaseException:
                await self._forget(pool)
                raise
        self._on_change()
        return hub

    async def leave(self, which: str) -> KeptHub:
        """Be a pool's hub no longer, with all that it kept. Raises `NotFoundError` or `ConflictError`."""
        async with self._changing:
            found = [
                kept
                for kept in self._kept.list()
                if which.casefold() == kept.pool_name.casefold()
                or (which and kept.pool.startswith(which.upper()))
            ]
            if not found:
                raise NotFoundError(
                    f"This PC runs no hub of a pool “{which}”.", hint="See which there are: deai hub list"
                )
            if len(found) > 1:
                raise ConflictError(
                    f"Several pools are called “{which}”.", hint="Say the beginning of its key: deai hub list"
                )
            await self._forget(found[0].pool)
        self._on_change()
        return found[0]

    async def _be_hub(self, kept: KeptHub) -> OwnHub:
        device = await asyncio.to_thread(self._keys.hub, kept.pool)
        key = await asyncio.to_thread(self._keys.hub_encryption, kept.pool)
        papers = read_papers(PublicKey(kept.pool, KeyKind.POOL), kept.papers, key)
        files = HubFiles(self._folder / kept.pool[:16].lower())
        hub = OwnHub(
            kept, papers, device, files, self._site, self._kept, self._journal, self._on_change, self._lan
        )
        self._hubs[kept.pool] = hub
        self._tasks[kept.pool] = asyncio.create_task(hub.run(), name=f"hub {kept.pool[:8]}")
        return hub

    async def _stop(self, pool: str) -> None:
        if task := self._tasks.pop(pool, None):
            await end_task(task)
        self._hubs.pop(pool, None)

    async def _forget(self, pool: str) -> None:
        await self._stop(pool)
        self._kept.remove(pool)
        await asyncio.to_thread(self._keys.forget_hub, pool)
        await asyncio.to_thread(shutil.rmtree, self._folder / pool[:16].lower(), ignore_errors=True)
