"""The hubs of a pool that was founded on this PC: invites others to run one, removes them, and asks how they are."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.core.errors import NotFoundError
from deai_desktop.pool.errors import LogError, PoolError
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
_LAGS_SECONDS = 1.0


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
    log_behind: int | None = None
    """How many entries of the log it does not have yet; None where nobody can say."""

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

    @property
    def listed(self) -> tuple[ListedHub, ...]:
        """The hubs of the pool, whether they are there or not."""
        return self._founded.hub.list.hubs if self._founded.hub.list else ()

    def invite(self, lifetime: float) -> Invite:
        """Make an invite to run a hub with. Raises `HubError` while the founder's own does not run."""
        return self._founded.invite(self._member.known, Role.HUB, lifetime)

    async def reports(self) -> tuple[HubReport, ...]:
        """Ask all hubs how they are; it takes up to three seconds. Raises `PoolError`."""
        hubs, own = self.listed, self._founded.hub.own
        async with self._founded.as_envoy(self._member.known) as system:
            first = await ask_health(system, most=len(hubs))
            begin = time.monotonic()
            lags, _ = await asyncio.gather(self._lags(), asyncio.sleep(_RATE_SECONDS))
            second = await ask_health(system, most=len(hubs))
        seconds = time.monotonic() - begin
        before, now = ({one.server: one for one in said} for said in (first, second))
        return tuple(
            HubReport(
                hub, hub == own, now.get(hub.server), before.get(hub.server), seconds, lags.get(hub.server)
            )
            for hub in hubs
        )

    async def _lags(self) -> Mapping[str, int]:
        """Ask how many entries of the log each hub does not have yet; {} where nobody can say."""
        if self._founded.keeper:
            with suppress(LogError, TimeoutError):
                async with asyncio.timeout(_LAGS_SECONDS):
                    return await self._founded.keeper.lags()
        return {}

    def find(self, which: str) -> ListedHub:
        """Return the hub of this name, or whose key begins so. Raises `NotFoundError`."""
        found = [hub for hub in self.listed if hub.name.casefold() == which.casefold()]
        found = found or [hub for hub in self.listed if which and hub.device.text.startswith(which.upper())]
        if len(found) != 1:
            raise NotFoundError(
                f"The pool has no hub “{which}”, or several.",
                hint="Say the beginning of its key: deai pool hub list",
            )
        return found[0]

    async def remove(self, which: str) -> ListedHub:
        """Take a hub off the list: it is out at once, also of what hubs agree on. Raises `PoolError` and others.

        One that is gone for good can be removed too. Of two, the one left goes on with the log as it was signed.
        """
        hub, before = self.find(which), self._founded.hub.list
        self._founded.hub.require_other(hub)
        is_alone_then = len(self.listed) <= _TWO
        if is_alone_then:
            await self._require_log()
        left = self._taken_off(hub)
        await self._use(before, left)
        await self._founded.tell(self._member.known)
        if not is_alone_then:
            async with self._founded.as_envoy(self._member.known) as system:
                await _forgotten(system, hub)
        return hub

    async def _require_log(self) -> None:
        """Sign once more, where the hubs agree. Raises `PoolError` where this PC has not kept the whole log."""
        if self._founded.keeper:
            with suppress(LogError):  # too few hubs are there
                await self._founded.keeper.sign()
        copy, archive = await self._member.book_keeping.copy(), self._founded.hub.archive
        async with archive.in_use:
            is_whole = await asyncio.to_thread(archive.begins_with, copy.tree)
        if not is_whole:
            raise PoolError(
                "This PC has not kept all of the pool's log, and could not go on with it alone.",
                hint="See that all hubs run, and try again in a minute.",
            )

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
            hint="If they don't come back, remove them too: the log goes on at this PC alone. Then add others.",
        ) from None
