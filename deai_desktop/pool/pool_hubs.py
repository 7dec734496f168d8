"""The hubs of a pool that was founded on this PC: invites others to run one, removes them, and asks how they are."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.core.errors import NotFoundError
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.founded import Founded
from deai_desktop.pool.hubs.hub_health import HubHealth, ask_health, forget_hub
from deai_desktop.pool.hubs.hub_list import HubList, ListedHub
from deai_desktop.pool.identity.invite import Invite
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.membership import Membership

_TWO = 2
_FORGET_SECONDS = 10.0
_RATE_SECONDS = 0.5


@dataclass(frozen=True)
class HubReport:
    """Describe a hub and how it is."""

    hub: ListedHub
    is_own: bool
    health: HubHealth | None = None
    """None for one that does not answer."""
    before: HubHealth | None = None
    """The same, some moments earlier."""
    seconds: float = 0.0
    """Between the two."""

    def rate(self, what: str) -> float:
        """Return how fast a count grows, in a second."""
        if not (self.health and self.before and self.health.id == self.before.id and self.seconds):
            return 0.0
        grown = getattr(self.health, what) - getattr(self.before, what)
        return max(0.0, float(grown) / self.seconds)


class PoolHubs:
    """Act on the hubs of one pool, for the member that founded it."""

    def __init__(self, member: Membership, founded: Founded) -> None:
        self._member = member
        self._founded = founded

    def invite(self, lifetime: float) -> Invite:
        """Make an invite to run a hub with. Raises `HubError` while the founder's own does not run."""
        return self._founded.invite(self._member.known, Role.HUB, lifetime)

    async def reports(self) -> tuple[HubReport, ...]:
        """Ask all hubs how they are; it takes up to three seconds. Raises `PoolError`."""
        hubs = self._founded.hub.list.hubs if self._founded.hub.list else ()
        own = self._founded.hub.own
        async with self._founded.as_envoy(self._member.known) as system:
            first = await ask_health(system, most=len(hubs))
            begin = time.monotonic()
            await asyncio.sleep(_RATE_SECONDS)
            second = await ask_health(system, most=len(hubs))
        seconds = time.monotonic() - begin
        before, now = ({one.server: one for one in said} for said in (first, second))
        return tuple(
            HubReport(hub, hub == own, now.get(hub.server), before.get(hub.server), seconds) for hub in hubs
        )

    def find(self, which: str) -> ListedHub:
        """Return the hub of this name, or whose key begins so. Raises `NotFoundError`."""
        hubs = self._founded.hub.list.hubs if self._founded.hub.list else ()
        found = [hub for hub in hubs if hub.name.casefold() == which.casefold()]
        found = found or [hub for hub in hubs if which and hub.device.text.startswith(which.upper())]
        if len(found) != 1:
            raise NotFoundError(
                f"The pool has no hub “{which}”, or several.",
                hint="Say the beginning of its key: deai pool hub list",
            )
        return found[0]

    async def remove(self, which: str) -> ListedHub:
        """Take a hub off the list: it is out at once, also of what hubs agree on. Raises `PoolError` and others."""
        hub, before = self.find(which), self._founded.hub.list
        self._founded.hub.require_other(hub)
        if before and len(before.hubs) > _TWO:
            left = self._taken_off(hub)
            await self._use(before, left)
            async with self._founded.as_envoy(self._member.known) as system:
                await _forgotten(system, hub)
        else:
            self._founded.hub.moved.set()
            async with self._founded.log_in_use:  # nothing is signed that would not be carried along
                await self._carry(hub)
                left = self._taken_off(hub)
                await self._use(before, left)
        await self._founded.tell(self._member.known)
        return hub

    async def _carry(self, hub: ListedHub) -> None:
        """Save what two hubs have kept before one is alone. Raises `PoolError` where they can't say."""
        if own := self._founded.hub.own:
            try:
                await self._founded.hub.streams.leave_others(own.addresses[0])
            except PoolError:
                raise PoolError(
                    "The other hub has to be there while it is removed: without it, the log can't be read.",
                    hint="Start it once more and try again.",
                ) from None

    def _taken_off(self, hub: ListedHub) -> HubList | None:
        left = self._founded.hub.remove(hub)
        self._revoke(hub.device)
        return left

    async def _use(self, before: HubList | None, hubs: HubList | None) -> None:
        if hubs:
            await self._member.hub_keeping.use_hubs(self._founded, before, hubs)

    def _revoke(self, device: PublicKey) -> None:
        """Let its certificates count no longer."""
        try:
            self._founded.register.remove(device.text)
        except NotFoundError:  # it was removed before, and something failed after that
            return
        known = self._member.known
        self._member.save(replace(known, charter=self._founded.charter(known)))


async def _forgotten(system: Client, hub: ListedHub) -> None:
    """Have the others not wait for a hub when they agree on something."""
    try:
        async with asyncio.timeout(_FORGET_SECONDS):
            await forget_hub(system, hub.server)
    except (NatsError, TimeoutError):
        raise PoolError(
            "The hub is out, but the others still count it when they agree on something.",
            hint="Remove it once more when more hubs are there.",
        ) from None
