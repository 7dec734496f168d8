"""What the PC of a pool's founder does for it: runs its first hub, keeps its door, and says who belongs to it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.tasks import end_task
from deai_desktop.pool.errors import HubError, PoolError
from deai_desktop.pool.hubs.connection import Watch, connected, tell_charter
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import HubEncryption, trust_only
from deai_desktop.pool.hubs.hub_files import HubCharter, HubFiles, HubPlace
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.founding import Founder, FounderKeys
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.joining import Doorkeeper
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from deai_desktop.pool.identity.register import MemberRegister
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_keeper import EPOCH_SECONDS, LogKeeper
from deai_desktop.pool.ledger.log_stream import LogStream
from deai_desktop.pool.pool_repository import KnownPool, Listens
from deai_desktop.system.child_job import ChildJob

log = logging.getLogger(__name__)

_TELL_SECONDS = 20.0
_AGAIN_SECONDS = 2.0


@dataclass(frozen=True)
class HubSite:
    """Hold what hubs on this PC have in common."""

    job: ChildJob
    """Ends them with us."""
    own_addresses: Callable[[], Sequence[str]]
    """In private networks, where other PCs can reach this one."""
    program: Path | None = None
    """nats-server, where it is not the one that comes with DeAI."""
    sign_every: float = EPOCH_SECONDS
    """Seconds between two heads of the log, while it grows."""


class Founded:
    """Act in the name of a pool that was founded on this PC."""

    def __init__(self, keys: FounderKeys, files: HubFiles, register: MemberRegister, site: HubSite) -> None:
        self._keys = keys
        self._files = files
        self._site = site
        self.register = register
        self.flooding: Counter[str] = Counter()
        """How often members asked for the log more than is answered, by device."""

    def doorkeeper(self, known: Callable[[], KnownPool]) -> Doorkeeper:
        """Return who answers at the door."""
        pool = self._keys.pool.public
        return Doorkeeper(
            Founder(self._keys, known().name),
            lambda: Charter(pool, known().charter, time.time()),
            self.register,
        )

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
        )

    def prepare_hub(self, known: KnownPool, encryption: HubEncryption) -> None:
        """Write down what the hub shows to others, before it runs first."""
        self._files.write(self._hub_charter(known), HubPlace(), encryption)

    async def open_hub(self, known: KnownPool) -> tuple[Hub, HubAddress]:
        """Start the hub where the pool says, and return where it is. Raises `HubError`."""
        if known.hub_listens is Listens.NETWORK:
            addresses = await asyncio.to_thread(self._site.own_addresses)
            if not addresses:
                raise HubError(
                    "This PC has no address in a private network right now.",
                    hint="Connect it to your network.",
                )
            host = addresses[0]
        else:
            host = "127.0.0.1"
        place = HubPlace(host, known.hub_port or -1)
        await asyncio.to_thread(self._files.write, self._hub_charter(known), place)
        hub = await Hub.start(self._files, self._site.job, self._site.program)
        return hub, HubAddress(host, hub.port)

    async def tell(self, known: KnownPool) -> None:
        """Give the hubs the pool's charter: who was removed is out at once. Raises `PoolError`."""
        envoy = KeyPair.generate(KeyKind.DEVICE)
        certificate = self._founder().admit_to_hubs(envoy.public, time.time())
        encryption = trust_only(known.hub_certificate)
        try:
            async with (
                asyncio.timeout(_TELL_SECONDS),
                connected(None, "", known.hubs, encryption, envoy, lambda: certificate) as hub,
            ):
                await tell_charter(hub, known.charter)
        except TimeoutError:
            raise PoolError(
                "The hub does not answer, so it does not know of the change yet.",
                hint="It gets to know when it starts again.",
            ) from None

    async def keep_log(self, known: Callable[[], KnownPool], copy: LogCopy) -> None:
        """Keep the pool's log on its hub, over a connection of its own, until cancelled."""
        envoy = KeyPair.generate(KeyKind.DEVICE)
        founder = self._founder()
        while True:
            try:
                async with self._as_keeper(known(), founder, envoy) as (hub, closed):
                    stream = await LogStream.open(hub)
                    keeper = LogKeeper(hub, stream, copy, founder, on_flood=self._note_flood)
                    keeping = asyncio.create_task(keeper.run(self._site.sign_every), name="log of a pool")
                    try:
                        await closed.wait()
                    finally:
                        await end_task(keeping)
            except (DeAIError, NatsError, OSError, TimeoutError) as error:
                log.warning("the log of a pool is not kept: %s", error)
            await asyncio.sleep(_AGAIN_SECONDS)

    @asynccontextmanager
    async def _as_keeper(
        self, known: KnownPool, founder: Founder, envoy: KeyPair
    ) -> AsyncIterator[tuple[Client, asyncio.Event]]:
        closed = asyncio.Event()

        async def is_closed() -> None:
            closed.set()

        connecting = connected(
            None,
            "",
            known.hubs,
            trust_only(known.hub_certificate),
            envoy,
            lambda: founder.admit_to_log(envoy.public, time.time()),
            watch=Watch(closed=is_closed),
            within=_TELL_SECONDS,
        )
        async with connecting as hub:
            yield hub, closed

    def _note_flood(self, device: str) -> None:
        self.flooding[device] += 1

    def _founder(self) -> Founder:
        return Founder(self._keys, "")

    def _hub_charter(self, known: KnownPool) -> HubCharter:
        now = time.time()
        founder = Founder(self._keys, known.name)
        return HubCharter(
            founder.hub_certificate(now),
            self._keys.system.public.text,
            founder.system_certificate(now),
            self._keys.account.public.text,
            known.charter,
        )


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
