"""What the PC of a pool's founder does for it: runs its first hub, keeps its door, and says who belongs to it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.tasks import end_task
from deai_desktop.pool.envoy import as_envoy
from deai_desktop.pool.errors import HubError, LogError, PoolError
from deai_desktop.pool.founders_hub import FoundersHub, HubSite
from deai_desktop.pool.hubs.connection import HubClient, Watch, tell_charter
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import HubEncryption, PoolAuthority
from deai_desktop.pool.hubs.hub_files import HubCharter, HubFiles, HubPlace
from deai_desktop.pool.hubs.hub_joining import HubDoorkeeper
from deai_desktop.pool.hubs.hub_repository import KnownHubs
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.founding import Founder, FounderKeys
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.joining import Doorkeeper
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.identity.register import MemberRegister
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_keeper import LogKeeper
from deai_desktop.pool.ledger.log_stream import LogStream
from deai_desktop.pool.pool_repository import KnownPool, Listens
from deai_desktop.storage.database import Database

log = logging.getLogger(__name__)

_TELL_SECONDS = 20.0
_AGAIN_SECONDS = 2.0
_SPREAD_SECONDS = 5.0


class Founded:
    """Act in the name of a pool that was founded on this PC."""

    def __init__(
        self,
        keys: FounderKeys,
        files: HubFiles,
        register: MemberRegister,
        site: HubSite,
        hub: FoundersHub,
    ) -> None:
        self._keys = keys
        self._files = files
        self._site = site
        self.register = register
        self.flooding: Counter[str] = Counter()
        """How often members asked for the log more than is answered, by device."""
        self.hub = hub
        self.log_is_kept = asyncio.Event()
        """Whether the hubs take what members append."""
        self.keeper: LogKeeper | None = None
        """Who keeps the log, while that goes on."""

    def doorkeeper(self, known: Callable[[], KnownPool]) -> Doorkeeper:
        """Return who answers at the door."""
        pool = self._keys.pool.public
        return Doorkeeper(
            Founder(self._keys, known().name),
            lambda: Charter(pool, known().charter, time.time()),
            self.register,
        )

    def hub_doorkeeper(self, known: Callable[[], KnownPool]) -> HubDoorkeeper:
        """Return who answers at the door for hubs."""
        return self.hub.doorkeeper(self._founder(), lambda: self.hub_charter(known()), self.register)

    def certificate(self, device: KeyPair, name: str) -> str:
        """Return the next certificate for this PC itself."""
        return self._founder().admit(device.public, name, Role.ADMIN, time.time())

    def charter(self, known: KnownPool) -> str:
        """Return a charter of the name that the pool has now, with who was removed; it is newer than the pool's own."""
        now = time.time()
        before = Charter(self._keys.pool.public, known.charter, now).issued_at
        return Founder(self._keys, known.name).charter(max(now, before + 1), self.register.removed())

    def invite(self, known: KnownPool, role: Role, lifetime: float) -> Invite:
        """Make an invite and write it down. Raises `HubError` while nobody could reach the hub."""
        if not known.hubs:
            raise HubError("The hub has not run yet.", hint="Wait a moment and try again.")
        now = time.time()
        guest = KeyPair.generate(KeyKind.DEVICE)
        certificate = self._founder().invite(guest.public, role, now, lifetime)
        self.register.note_invite(guest.public.text, role, now + lifetime)
        return Invite(
            self._keys.pool.public,
            known.name,
            known.hubs,
            known.hub_certificate,
            guest,
            certificate,
            is_for_hub=role is Role.HUB,
        )

    def prepare_hub(self, known: KnownPool, encryption: HubEncryption) -> None:
        """Write down what the hub shows to others, before it runs first."""
        self._files.write(self.hub_charter(known), HubPlace(), encryption)

    def as_envoy(self, known: KnownPool) -> AbstractAsyncContextManager[HubClient]:
        """Hold a connection on which hubs are asked and told what only they understand. Raises `PoolError`."""
        admit = self._founder().admit_to_hubs
        return as_envoy(self._own_hub(known), known.hub_certificate, lambda envoy: admit(envoy, time.time()))

    async def tell(self, known: KnownPool) -> None:
        """Give the hubs the pool's charter: who was removed is out at once. Raises `PoolError`."""
        try:
            async with asyncio.timeout(_TELL_SECONDS), self.as_envoy(known) as hub:
                await tell_charter(hub, known.charter)
        except TimeoutError:
            raise PoolError(
                "The hub does not answer, so it does not know of the change yet.",
                hint="It gets to know when it starts again.",
            ) from None

    async def keep_log(self, known: Callable[[], KnownPool], copy: LogCopy) -> None:
        """Keep the pool's log on its hub, over a connection of its own, until cancelled."""
        founder = self._founder()
        while True:
            try:
                async with self._as_keeper(known()) as (hub, ended):
                    # What was saved comes first: a log that is made anew would be another one.
                    await self.hub.streams.bring(self._own_hub(known()), self._copies)
                    stream = await LogStream.open(hub)
                    archive, flood = self.hub.archive, self._note_flood
                    self.keeper = LogKeeper(hub, stream, copy, archive, founder, on_flood=flood)
                    works = self.keeper.run(self._site.sign_every), self._spread(stream)
                    tasks = [asyncio.create_task(work, name="log of a pool") for work in works]
                    self.log_is_kept.set()
                    try:
                        await ended.wait()
                    finally:
                        self.log_is_kept.clear()
                        self.keeper = None
                        await asyncio.gather(*(end_task(task) for task in tasks))
            except (DeAIError, NatsError, OSError, TimeoutError) as error:
                log.warning("the log of a pool is not kept: %s", error)
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _spread(self, stream: LogStream) -> None:
        """Have the log on as many hubs as there should be, whenever that changes."""
        while True:
            try:
                await stream.spread(self._copies)
            except LogError as error:  # one of them is not there yet
                log.info("the log of a pool is not on all its hubs: %s", error.message)
            await asyncio.sleep(_SPREAD_SECONDS)

    @asynccontextmanager
    async def _as_keeper(self, known: KnownPool) -> AsyncIterator[tuple[Client, asyncio.Event]]:
        ended, admit = self.hub.streams.began, self._founder().admit_to_log
        ended.clear()

        async def is_closed() -> None:
            ended.set()

        async with as_envoy(
            self._own_hub(known),
            known.hub_certificate,
            lambda envoy: admit(envoy, time.time()),
            Watch(closed=is_closed),
        ) as hub:
            yield hub, ended

    @property
    def _copies(self) -> int:
        """On how many hubs the log is to be."""
        return self.hub.list.copies if self.hub.list else 1

    def _own_hub(self, known: KnownPool) -> Sequence[HubAddress]:
        """Return where the hub on this PC is: nobody else is connected to so."""
        return self.hub.own.addresses[:1] if self.hub.own else known.hubs

    def _note_flood(self, device: str) -> None:
        self.flooding[device] += 1

    def _founder(self) -> Founder:
        return Founder(self._keys, "")

    def hub_charter(self, known: KnownPool) -> HubCharter:
        """Return what hubs are told of the pool."""
        now = time.time()
        founder = Founder(self._keys, known.name)
        return HubCharter(
            founder.hub_certificate(now),
            self._keys.system.public.text,
            founder.system_certificate(now),
            self._keys.account.public.text,
            known.charter,
        )


def act_as_founder(
    keys: FounderKeys,
    known: KnownPool,
    hub: PublicKey,
    files: HubFiles,
    database: Database,
    site: HubSite,
) -> Founded:
    """Return what acts for a pool whose founder's keys these are; ``hub`` is the key of its hub on this PC."""
    authority = PoolAuthority(known.hub_certificate, keys.authority)
    hubs = KnownHubs(database, known.key)
    own = FoundersHub(Founder(keys, known.name), hub, authority, files, hubs, site)
    return Founded(keys, files, MemberRegister(database, known.key), site, own)


def newly_founded(
    keys: FounderKeys, name: str, device: KeyPair, device_name: str, listens: Listens
) -> KnownPool:
    """Return a pool as it is in its first moment, before its hub has run."""
    now = time.time()
    founder = Founder(keys, name)
    return KnownPool(
        founder.pool.text,
        name,
        founder.charter(now),
        founder.admit(device.public, device_name, Role.ADMIN, now),
        ticket="",
        hubs=(),
        hub_certificate="",
        is_founder=True,
        joined_at=now,
        device_name=device_name,
        hub_listens=listens,
    )
