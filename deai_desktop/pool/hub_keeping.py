"""What goes on beside a founder's membership: its hub runs, the log is kept, and all hubs go by the newest list."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.founded import Founded
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.hubs.hub_list import HubList
from deai_desktop.pool.hubs.hub_supervisor import HubState, HubStatus, HubSupervisor
from deai_desktop.pool.hubs.reach import Spot

if TYPE_CHECKING:
    from deai_desktop.pool.membership import Membership

log = logging.getLogger(__name__)


class HubKeeping:
    """Keep the hub on this PC, and the list of all, while `run` runs."""

    def __init__(self, member: Membership) -> None:
        self._member = member
        self._is_up = asyncio.Event()
        self._look = asyncio.Event()
        self._supervisor: HubSupervisor | None = None
        self._spot: Spot | None = None
        self._announcing = member.lan.announcing(
            member.pool, lambda: self._spot if self._is_running else None
        )

    async def run(self, founded: Founded) -> None:
        """Go on until cancelled."""
        async with self._hub_runs(founded), asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_list(founded))
            tasks.create_task(self._follow_address(founded))
            tasks.create_task(self._announcing.run())
            await self._is_up.wait()
            copy = await self._member.book_keeping.copy()
            tasks.create_task(founded.keep_log(lambda: self._member.known, copy))

    def look_at_list(self) -> None:
        """See soon whether the list has changed, since somebody was at the door."""
        self._look.set()

    async def use_hubs(self, founded: Founded, before: HubList | None, hubs: HubList) -> None:
        """Have the members, the hubs and this PC's go by a new list. Raises `PoolError` and NATS' errors."""
        if self._supervisor is None:
            return
        # The hub that this PC is connected to may be the one that is gone.
        if self._member.client:
            with suppress(NatsError, TimeoutError):
                await settled(self._member.client)  # what was answered at the door has left
        self._member.hear_hubs(hubs)
        with suppress(NatsError, TimeoutError):
            await self._member.spread_news()  # the others let a new one in
        own = founded.hub.own
        if before and own and min(len(before.hubs), len(hubs.hubs)) > 1:
            async with founded.as_envoy(self._member.known) as system:
                await self._supervisor.reload(system, own.server)
        else:  # alone before or from now on: that is another kind of server
            await self._supervisor.restart()

    @asynccontextmanager
    async def _hub_runs(self, founded: Founded) -> AsyncIterator[None]:
        """Run the hub on this PC, and start it again when it ends."""
        member = self._member

        def is_listed(hubs: HubList, spot: Spot) -> None:
            self._spot = spot
            known = member.known
            if hubs.addresses != known.hubs or spot.reach.port != known.hub_port:
                member.save(replace(known, hub_port=spot.reach.port))
            member.hear_hubs(hubs)

        charter = lambda: founded.hub_charter(member.known)  # noqa: E731
        supervisor = founded.hub.supervise(lambda: member.known, charter, is_listed, self._is)
        self._supervisor = supervisor
        try:
            await supervisor.start()
            yield
        finally:
            await supervisor.stop()

    async def _follow_address(self, founded: Founded) -> None:
        """Start the hub anew where this PC has another address; members are told, or find it in the network."""
        while True:
            await founded.hub.until_moved(lambda: self._spot)
            if self._supervisor:
                log.info("a hub moves to this PC's new address")
                await self._supervisor.restart()

    @property
    def _is_running(self) -> bool:
        return self._supervisor is not None and self._supervisor.status.state is HubState.RUNNING

    async def _keep_list(self, founded: Founded) -> None:
        """Tell everybody of a list that has changed at the door."""
        while True:
            await self._look.wait()
            self._look.clear()
            before, hubs = self._member.hubs, founded.hub.list
            if hubs is None or (before and before.text == hubs.text):
                continue
            try:
                await self.use_hubs(founded, before, hubs)
            except (DeAIError, NatsError, OSError, TimeoutError) as error:
                log.warning("not all hubs of a pool know of each other: %s", error)

    def _is(self, status: HubStatus) -> None:
        """Hear how the hub on this PC is."""
        self._announcing.look_again()
        is_down = status.state in (HubState.WAITING, HubState.FAILED)
        self._member.hub_runs(does=status.state is HubState.RUNNING, problem=status.cause if is_down else "")
        if status.state is HubState.RUNNING:
            self._is_up.set()
        if is_down:
            log.warning("the hub of a pool does not run: %s", status.cause)
