"""The pools that this PC belongs to: founds, joins and leaves them, and is there in all of them while it runs."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from deai_desktop.core.errors import ConflictError, DeAIError, ForbiddenError, InvalidInputError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.tasks import end_task
from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.entering import ask_at_the_door
from deai_desktop.pool.errors import PoolError, PoolUnreachableError
from deai_desktop.pool.exchange import LocalModels
from deai_desktop.pool.founded import Founded, act_as_founder, newly_founded
from deai_desktop.pool.founders_hub import HubSite
from deai_desktop.pool.hubs.home_network import HomeNetwork
from deai_desktop.pool.hubs.hub_encryption import make_hub_encryption, make_pool_authority
from deai_desktop.pool.hubs.hub_files import HubFiles
from deai_desktop.pool.hubs.hub_repository import KnownHubs
from deai_desktop.pool.hubs.reach import ReachChanges
from deai_desktop.pool.identity.founding import FounderKeys
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.joining import tell_leaving
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.pool_keys import PoolKeys
from deai_desktop.pool.identity.register import OpenInvite, RegisteredMember
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.offers import MAY_WORK
from deai_desktop.pool.jobs.pool_engine import Destination, PoolEngine
from deai_desktop.pool.jobs.presence import Offering
from deai_desktop.pool.jobs.worker import WorkerReport
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.membership import Membership
from deai_desktop.pool.names import checked_name, checked_pool_name
from deai_desktop.pool.own_hubs import OwnHubs
from deai_desktop.pool.pool_hubs import PoolHubs
from deai_desktop.pool.pool_repository import KnownPool, Listens, PoolRepository
from deai_desktop.pool.standing import PoolStatus
from deai_desktop.pool.trust import require_trust, take_back_trust
from deai_desktop.storage.database import Database

log = logging.getLogger(__name__)

_HUB_SECONDS = 25.0
_LEAVE_SECONDS = 5.0


@dataclass(frozen=True)
class PoolsChanged(Event):
    """Something about this PC's pools is other than before: its own standing, their members, or which there are."""


class Pools:
    """Know the pools of this PC. Made inside the running event loop; `start` and `close` frame its life."""

    def __init__(
        self,
        database: Database,
        keys: PoolKeys,
        journal: Journal,
        events: EventBus,
        folder: Path,
        site: HubSite,
        models: LocalModels,
    ) -> None:
        self._models = models
        self._database = database
        self._keys = keys
        self._journal = journal
        self._events = events
        self._folder = folder
        self._site = site
        self._pools = PoolRepository(database)
        self.lan = HomeNetwork(journal, site.own_addresses, site.is_lan_allowed, site.look_every)
        self.own_hubs = OwnHubs(database, keys, journal, folder, site, self._changed, self.lan)
        self._members: dict[str, Membership] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._changing = asyncio.Lock()

    async def start(self) -> None:
        """Be there in all pools from now on."""
        for known in self._pools.list():
            try:
                await self._be_in(known)
            except DeAIError as error:  # the vault is locked, say; the others work
                log.warning("a pool can't be used: %s", error)
        await self.own_hubs.start()

    async def close(self) -> None:
        """Leave the connections and end the hubs; the pools stay known."""
        for key in list(self._tasks):
            await self._stop(key)
        await self.own_hubs.close()

    async def device(self) -> str:
        """Return this PC's public key. Raises `VaultError`."""
        return (await asyncio.to_thread(self._keys.device)).public.text

    def list(self) -> tuple[PoolStatus, ...]:
        """Describe the pools, the one joined first at the beginning."""
        known = {pool.key for pool in self._pools.list()}
        return tuple(one.status for key, one in self._members.items() if key in known)

    def find(self, which: str) -> Membership:
        """Return the pool of this name or key. Raises `NotFoundError` or `ConflictError`."""
        key = self._pools.find(which).key
        if key not in self._members:
            raise PoolError(
                "Its keys can't be read from the vault.", hint="Unlock the vault and restart DeAI."
            )
        return self._members[key]

    async def create(self, name: str, device_name: str, listens: Listens) -> PoolStatus:
        """Found a pool with its hub on this PC, and wait until that runs. Raises `PoolError`, `VaultError` …"""
        name, device_name = checked_pool_name(name), checked_name(device_name)
        async with self._changing:
            if any(one.name.casefold() == name.casefold() for one in self._pools.list()):
                raise ConflictError(f"There is a pool “{name}” already.", hint="Choose another name.")
            device = await asyncio.to_thread(self._keys.device)
            founder = FounderKeys.generate()
            known = newly_founded(founder, name, device, device_name, listens)
            await asyncio.to_thread(self._keys.keep, founder)
            try:
                authority = make_pool_authority(time.time(), founder.authority)
                encryption = make_hub_encryption(authority, time.time())
                known = replace(known, hub_certificate=authority.certificate)
                founded = await self._acting(founder, known)
                await asyncio.to_thread(founded.prepare_hub, known, encryption)
                self._pools.save(known)
                founded.register.found(device.public.text, device_name)
                await self._be_in(known)
                return await self._members[known.key].when_settled(_HUB_SECONDS)
            except BaseException:
                await self._forget(known)
                raise

    def look(self, text: str) -> Invite:
        """Read an invite without using it. Raises `BadInviteError`."""
        return Invite.read(text, time.time())

    async def join(self, text: str, device_name: str) -> PoolStatus:
        """Use an invite. Raises `BadInviteError`, `PoolError` and others."""
        device_name = checked_name(device_name)
        invite = Invite.read(text, time.time())
        async with self._changing:
            if any(one.key == invite.pool.text for one in self._pools.list()):
                raise ConflictError(f"This PC belongs to “{invite.name}” already.")
            device = await asyncio.to_thread(self._keys.device)
            joined, hubs = await ask_at_the_door(self._journal, invite, device, device_name, self.lan)
            known = KnownPool(
                invite.pool.text,
                joined.charter.name,
                joined.charter.text,
                joined.certificate,
                joined.ticket,
                hubs,
                invite.hub_certificate,
                is_founder=False,
                joined_at=time.time(),
                device_name=device_name,
            )
            self._pools.save(known)
            await self._be_in(known)
        self._changed()
        return self._members[known.key].status

    async def leave(self, which: str) -> KnownPool:
        """Leave a pool, or end one that was founded here. Raises `NotFoundError`."""
        async with self._changing:
            known = self._pools.find(which)
            member = self._members.get(known.key)
            if member and member.client and not known.is_founder:
                try:
                    async with asyncio.timeout(_LEAVE_SECONDS):
                        device = await asyncio.to_thread(self._keys.device)
                        pool = PublicKey(known.key, KeyKind.POOL)
                        await tell_leaving(member.client, pool, known.ticket, device, known.device_name)
                except (DeAIError, TimeoutError) as error:
                    log.info("nobody took note that this PC left a pool: %s", error)
            await self._forget(known)
        self._changed()
        return known

    async def change(
        self,
        which: str,
        *,
        name: str = "",
        device_name: str = "",
        listens: Listens | None = None,
        reach: ReachChanges | None = None,
    ) -> PoolStatus:
        """Rename the pool or this PC in it, or say who can reach the hub. Raises `ForbiddenError` and others."""
        async with self._changing:
            member = self.find(which)
            known = member.known
            if name:
                known = replace(known, name=checked_pool_name(name))
                known = replace(known, charter=_founded(member).charter(known))
            if device_name:
                known = replace(known, device_name=checked_name(device_name))
            if reach or listens not in (None, known.hub_listens):
                changed = _founded(member).hub.change(known, reach or ReachChanges())
                self._pools.save(replace(changed, hub_listens=listens or known.hub_listens))
                await self._stop(known.key)
                await self._be_in(self._pools.find(known.key))
                return await self._members[known.key].when_settled(_HUB_SECONDS)
            await self._take_over(member, known)
            return member.status

    async def _take_over(self, member: Membership, known: KnownPool) -> None:
        """Let a pool be called otherwise, or this PC in it."""
        before = member.known
        member.save(known)
        if known.device_name != before.device_name:
            if member.founded:
                device = await asyncio.to_thread(self._keys.device)
                member.founded.register.found(device.public.text, known.device_name)
            member.renew_soon()
        if member.founded and known.charter != before.charter:
            await member.founded.tell(known)
            await member.spread_news()

    def lend(
        self,
        which: str,
        *,
        lends: bool | None = None,
        models: Sequence[str] | None = None,
        tokens_an_hour: int | None = None,
    ) -> PoolStatus:
        """Work for a pool's members from now on, or no longer, with some models, so many tokens for each of them.

        Raises `ForbiddenError` where this PC is not in the pool for that.
        """
        member = self.find(which)
        known = member.known
        if lends and member.status.role not in MAY_WORK:
            raise ForbiddenError(
                "This PC is in the pool to ask only.", hint="Ask who founded it for another role."
            )
        known = replace(known, lends=known.lends if lends is None else lends)
        known = replace(known, lent_models=known.lent_models if models is None else tuple(models))
        if tokens_an_hour is not None:
            known = replace(known, tokens_an_hour=tokens_an_hour)
        member.save(known)
        self.models_changed()
        return member.status

    def accept_risk(self, which: str) -> PoolStatus:
        """Note that the person was told that who works on a prompt can read it."""
        member = self.find(which)
        member.save(replace(member.known, knows_risk=True))
        return member.status

    def take_back_trust(self, which: str) -> PoolStatus:
        """Ask a pool's members for nothing from now on; answers that they work on end at once."""
        return take_back_trust(self.find(which))

    def models_changed(self) -> None:
        """Tell all pools what this PC offers now."""
        for member in self._members.values():
            if member.exchange:
                member.exchange.announce()

    def engine(
        self, which: str, model: str, on_worker: Callable[[Destination], None], sha256: str = ""
    ) -> PoolEngine:
        """Return a model of a pool's members as an engine; with a hash, of those who have that very file.

        Raises `NotFoundError`, `PoolUnreachableError`, or `ForbiddenError` where the person was not told of the risk,
        or this PC may not ask.
        """
        member = self.find(which)
        require_trust(member.known)
        if member.exchange is None:
            raise PoolUnreachableError(member.status.reason or "It is being connected to.")
        if (engine := member.exchange.engine(model, sha256, on_worker)) is None:
            raise ForbiddenError(
                "This PC is in the pool to work only.", hint="Ask who founded it for another role."
            )
        return engine

    def offerings(self) -> dict[str, Sequence[Offering]]:
        """Return who offers which model, by the pools' names."""
        return {one.known.name: one.exchange.offerings for one in self._members.values() if one.exchange}

    def report(self, which: str) -> WorkerReport | None:
        """Return what this PC did for a pool's members since it connected. Raises `NotFoundError`."""
        exchange = self.find(which).exchange
        return exchange.report if exchange else None

    def invite(self, which: str, role: Role, lifetime: float) -> Invite:
        """Make an invite. Raises `ForbiddenError` where this PC may not, `HubError` while the hub does not run."""
        member = self.find(which)
        founded = _founded(member)
        made = founded.invite(member.known, role, lifetime)
        self._changed()
        return made

    def hubs(self, which: str) -> PoolHubs:
        """Return what acts on a pool's hubs. Raises `ForbiddenError`."""
        member = self.find(which)
        return PoolHubs(member, _founded(member))

    def invites(self, which: str) -> tuple[OpenInvite, ...]:
        """Return the invites for members that nobody has used yet. Raises `ForbiddenError`."""
        register = _founded(self.find(which)).register
        return tuple(one for one in register.invites() if one.role.is_membership)

    def take_back(self, which: str, guest: str) -> bool:
        """Make an invite good for nothing; False when there is none, or it was used. Raises `ForbiddenError`."""
        taken = _founded(self.find(which)).register.take_back(guest)
        self._changed()
        return taken

    def members(self, which: str) -> tuple[RegisteredMember, ...]:
        """Return who belongs to the pool. Raises `ForbiddenError`."""
        register = _founded(self.find(which)).register
        return tuple(one for one in register.members() if one.role.is_membership)

    async def change_role(self, which: str, device: str, role: Role) -> None:
        """Make a member something else; it holds when its certificate is renewed. Raises `NotFoundError` and others."""
        member = self.find(which)
        founded = _founded(member)
        self._refuse_own(device, await asyncio.to_thread(self._keys.device))
        founded.register.change_role(device, role)
        self._changed()

    async def remove_member(self, which: str, device: str) -> None:
        """Put a member out, at once. Raises `NotFoundError`, `PoolError` and others."""
        member = self.find(which)
        founded = _founded(member)
        self._refuse_own(device, await asyncio.to_thread(self._keys.device))
        founded.register.remove(device)
        member.save(replace(member.known, charter=founded.charter(member.known)))
        await founded.tell(member.known)
        await member.spread_news()

    async def _be_in(self, known: KnownPool) -> None:
        device = await asyncio.to_thread(self._keys.device)
        founded = None
        if known.is_founder:
            keys = await asyncio.to_thread(self._keys.founder, known.key)
            founded = await self._acting(keys, known)
        entries = LogRepository(self._database, known.key)
        member = Membership(
            known,
            device,
            self._pools,
            self._journal,
            founded,
            self._models,
            entries,
            self._changed,
            KnownHubs(self._database, known.key),
            self.lan,
        )
        self._members[known.key] = member
        self._tasks[known.key] = asyncio.create_task(member.run(), name=f"pool {known.key[:8]}")

    async def _stop(self, key: str) -> None:
        if task := self._tasks.pop(key, None):
            await end_task(task)
        self._members.pop(key, None)

    async def _forget(self, known: KnownPool) -> None:
        await self._stop(known.key)
        self._pools.remove(known.key)
        if known.is_founder:
            await asyncio.to_thread(self._keys.forget, known.key)
            await asyncio.to_thread(shutil.rmtree, self._files(known).folder, ignore_errors=True)

    def _files(self, known: KnownPool) -> HubFiles:
        return HubFiles(self._folder / known.key[:16].lower())

    async def _acting(self, keys: FounderKeys, known: KnownPool) -> Founded:
        hub = (await asyncio.to_thread(self._keys.hub, known.key)).public
        return act_as_founder(keys, known, hub, self._files(known), self._database, self._site)

    def _refuse_own(self, device: str, own: KeyPair) -> None:
        if device == own.public.text:
            raise InvalidInputError("It is this PC itself.", hint="To end the pool: deai pool leave")

    def _changed(self) -> None:
        self._events.publish(PoolsChanged())


def _founded(member: Membership) -> Founded:
    if member.founded is None:
        raise ForbiddenError("Only the PC that founded the pool can do that.", hint="Ask who founded it.")
    return member.founded
