"""The hub on the PC of a pool's founder: listed under the pool's key, and started with what is true at that moment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.pool.hubs.hub import Hub
from deai_desktop.pool.hubs.hub_encryption import (
    HubEncryption,
    PoolAuthority,
    is_due_for_renewal,
    key_print,
    make_hub_encryption,
)
from deai_desktop.pool.hubs.hub_files import HubCharter, HubFiles
from deai_desktop.pool.hubs.hub_joining import HubDoorkeeper
from deai_desktop.pool.hubs.hub_list import HubList, HubRegister, ListedHub
from deai_desktop.pool.hubs.hub_repository import KnownHubs
from deai_desktop.pool.hubs.hub_supervisor import HubSetup, HubStatus, HubSupervisor
from deai_desktop.pool.hubs.reach import Reach, ReachChanges, Spot, find_spot
from deai_desktop.pool.hubs.upkeep import LOOK_SECONDS
from deai_desktop.pool.identity.founding import Founder
from deai_desktop.pool.identity.joining import Register
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.ledger.log_archive import LogArchive
from deai_desktop.pool.ledger.log_keeper import EPOCH_SECONDS
from deai_desktop.pool.moving_streams import MovingStreams
from deai_desktop.pool.pool_repository import KnownPool
from deai_desktop.system.child_job import ChildJob


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
    is_lan_allowed: Callable[[], bool] = lambda: False
    """Whether hubs are announced and looked for in the home network."""
    look_every: float = LOOK_SECONDS
    """Seconds between two looks at this PC's addresses."""

    async def until_moved(self, spot: Callable[[], Spot | None]) -> None:
        """Wait until a hub that listens there can't be reached any more, since this PC has another address."""
        while True:
            await asyncio.sleep(self.look_every)
            if (here := spot()) and here.is_left_by(await asyncio.to_thread(self.own_addresses)):
                return


class FoundersHub:
    """List the founder's hub and say with what it is started."""

    def __init__(
        self,
        founder: Founder,
        device: PublicKey,
        authority: PoolAuthority,
        files: HubFiles,
        hubs: KnownHubs,
        site: HubSite,
    ) -> None:
        self._device = device
        self._authority = authority
        self._files = files
        self._hubs = hubs
        self._site = site
        self.register = HubRegister(founder, hubs.text, self._keep)
        self.archive = LogArchive(files.folder / "log")
        """The founder's own copy of the log."""
        self.streams = MovingStreams(founder, authority.certificate, files, self.archive)

    @property
    def list(self) -> HubList | None:
        """The pool's hubs; None until this one has been started once."""
        return self.register.current

    @property
    def reach(self) -> Reach:
        """How it is reached beside what `KnownPool` says."""
        return self._hubs.reach

    def supervise(
        self,
        known: Callable[[], KnownPool],
        charter: Callable[[], HubCharter],
        on_listed: Callable[[HubList, Spot], None],
        on_change: Callable[[HubStatus], None],
    ) -> HubSupervisor:
        """Return what runs it. ``on_listed`` hears, before each start, where it is to be found."""

        async def setup() -> HubSetup:
            spot = await self._spot(known())
            encryption = await asyncio.to_thread(self._newer_encryption)
            certificate = encryption.certificate if encryption else self._files.certificate.read_text()
            listed = ListedHub(
                self._device, known().device_name, spot.addresses, spot.route, key_print(certificate)
            )
            hubs = self.register.put(listed, time.time())
            on_listed(hubs, spot)
            place = hubs.place(self._device, spot)
            move = self.streams.leave_alone if place.cluster else self.streams.leave_others
            await move(charter(), partial(Hub.start, self._files, self._site.job, self._site.program))
            return HubSetup(charter(), place, encryption)

        return HubSupervisor(self._files, self._site.job, setup, on_change, program=self._site.program)

    @property
    def own(self) -> ListedHub | None:
        """This PC's hub as it is listed."""
        return self.list.find(self._device) if self.list else None

    def require_other(self, hub: ListedHub) -> None:
        """Raise `InvalidInputError` for the hub of this PC, which can't be taken off the list."""
        if hub.device == self._device:
            raise InvalidInputError(
                "It is the hub of this PC, which founded the pool.", hint="To end the pool: deai pool leave"
            )

    def remove(self, hub: ListedHub) -> HubList | None:
        """Take another hub off the list."""
        return self.register.drop(hub.device, time.time())

    async def until_moved(self, spot: Callable[[], Spot | None]) -> None:
        """Wait until this PC has another address than the hub that listens there."""
        await self._site.until_moved(spot)

    def doorkeeper(
        self, founder: Founder, charter: Callable[[], HubCharter], register: Register
    ) -> HubDoorkeeper:
        """Return who lists those that were invited to run a hub."""
        return HubDoorkeeper(founder, self._authority, charter, register, self.register)

    def change(self, known: KnownPool, changes: ReachChanges) -> KnownPool:
        """Be reached otherwise from the next start on. Raises `InvalidInputError`."""
        reach = changes.of(replace(self._hubs.reach, port=known.hub_port))
        self._hubs.reach = reach
        return replace(known, hub_port=reach.port)

    async def _spot(self, known: KnownPool) -> Spot:
        """Find where to listen, and keep the ports that were chosen. Raises `HubError`."""
        reach = replace(self._hubs.reach, listens=known.hub_listens, port=known.hub_port)
        spot = await asyncio.to_thread(find_spot, reach, self._site.own_addresses)
        if spot.reach.route_port != reach.route_port:
            self._hubs.reach = spot.reach
        return spot

    def _newer_encryption(self) -> HubEncryption | None:
        """Return a certificate and key in place of those that are about to end."""
        if is_due_for_renewal(self._files.certificate.read_text(), time.time()):
            return make_hub_encryption(self._authority, time.time())
        return None

    def _keep(self, text: str) -> None:
        self._hubs.text = text
