"""What this PC says of its hubs in its own network, and hears of others there, as far as the person lets it."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any
from weakref import WeakSet

from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.lan import MOST_ADDRESSES, Announced, announced, is_installed, looking
from deai_desktop.pool.hubs.reach import LOOPBACK, Spot
from deai_desktop.pool.hubs.upkeep import Upkeep, Wanted
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.system.network import is_private

_LISTEN_SECONDS = 3.0
_MOST_SHOWN = 64

Told = tuple[int, tuple[str, ...]]
"""A hub's port, and the addresses at which it is reached in this network."""


class HomeNetwork:
    """Announce hubs and look for them in the networks that this PC has a private address in."""

    def __init__(
        self,
        journal: Journal,
        own_addresses: Callable[[], Sequence[str]],
        is_allowed: Callable[[], bool],
        look_every: float,
    ) -> None:
        self._journal = journal
        self._own_addresses = own_addresses
        self._is_allowed = is_allowed
        self._look_every = look_every
        self._upkeeps: WeakSet[Upkeep[Any]] = WeakSet()

    @property
    def is_on(self) -> bool:
        """Whether the person lets it, and it can be done."""
        return self._is_allowed() and is_installed()

    def look_again(self) -> None:
        """Notice at once what the person has chosen."""
        for upkeep in self._upkeeps:
            upkeep.look_again()

    def announcing(self, pool: PublicKey, spot: Callable[[], Spot | None]) -> Upkeep[Told]:
        """Return what tells where a hub of the pool is, while ``spot`` says so."""

        def wanted() -> Told | None:
            here = spot()
            if here is None or not self.is_on:
                return None
            addresses = here.addresses_among(self._own_addresses())[:MOST_ADDRESSES]
            return (here.reach.port, addresses) if addresses else None

        def hold(told: Told) -> AbstractAsyncContextManager[None]:
            port, addresses = told
            return announced(self._journal, pool, port, addresses, addresses)

        return self._kept("a hub can't be announced in the network", wanted, hold)

    def looking(
        self, is_needed: Callable[[], bool], on_found: Callable[[Announced], None]
    ) -> Upkeep[tuple[str, ...]]:
        """Return what tells which hubs there are in the network, while that is needed."""

        def wanted() -> tuple[str, ...] | None:
            return (tuple(self._own_addresses()) or None) if self.is_on and is_needed() else None

        def hold(interfaces: tuple[str, ...]) -> AbstractAsyncContextManager[None]:
            return looking(self._journal, on_found, interfaces)

        return self._kept("hubs can't be looked for in the network", wanted, hold)

    async def find(self, seconds: float = _LISTEN_SECONDS) -> tuple[Announced, ...]:
        """Listen for some seconds, since the person asks, and return which hubs there are. Raises `PoolError`."""
        interfaces = await asyncio.to_thread(self._own_addresses)
        if not interfaces:
            raise PoolError(
                "This PC has no address in a private network right now.", hint="Connect it to your network."
            )
        found: dict[bytes, Announced] = {}

        def note(one: Announced) -> None:
            if len(found) < _MOST_SHOWN:
                found[one.salt] = one

        async with looking(self._journal, note, interfaces):
            await asyncio.sleep(seconds)
        return tuple(found.values())

    def _kept(
        self,
        what: str,
        wanted: Callable[[], Wanted | None],
        hold: Callable[[Wanted], AbstractAsyncContextManager[None]],
    ) -> Upkeep[Wanted]:
        upkeep = Upkeep(what, wanted, hold, self._look_every)
        self._upkeeps.add(upkeep)
        return upkeep


def is_near(hub: HubAddress) -> bool:
    """Say whether an address is one of a private network, where hubs can be found by asking around."""
    try:
        address = ipaddress.ip_address(hub.host)
    except ValueError:
        name = hub.host.rstrip(".").lower()
        return "." not in name or name.endswith(".local")
    return is_private(hub.host) or (address.is_loopback and hub.host != LOOPBACK)
