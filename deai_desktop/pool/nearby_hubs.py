"""Where a pool's hubs are said to be in this PC's network, looked for while none of those that are known answers."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from deai_desktop.outbound.journal import Journal
from deai_desktop.pool.hubs.connection import is_hub_there
from deai_desktop.pool.hubs.home_network import HomeNetwork, is_near
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import trust_only
from deai_desktop.pool.hubs.lan import Announced
from deai_desktop.pool.identity.keys import KeyKind, PublicKey
from deai_desktop.pool.pool_repository import KnownPool

_MOST = 8


@dataclass(frozen=True)
class Nearby:
    """A hub that was heard of in this PC's network."""

    address: HubAddress
    pool: KnownPool | None = None
    """The one of this PC's pools that it says to belong to."""
    is_known: bool = False
    """Whether this PC knew the address."""
    is_proven: bool = False
    """Whether who answers there is a hub of that pool."""


async def find_nearby(lan: HomeNetwork, pools: Sequence[KnownPool], journal: Journal) -> tuple[Nearby, ...]:
    """Listen for some seconds which hubs there are, and see who answers for this PC's pools. Raises `PoolError`."""
    announcements = await lan.find()
    found = [one for announced in announcements for one in _read(announced, pools)]
    proven = await asyncio.gather(*(_is_proven(one, journal) for one in found))
    pairs = zip(found, proven, strict=True)
    shown = {replace(one, is_proven=is_proven) for one, is_proven in pairs}
    return tuple(sorted(shown, key=lambda one: (one.pool is None, str(one.address))))


def _read(announced: Announced, pools: Sequence[KnownPool]) -> list[Nearby]:
    for pool in pools:
        if own := announced.of(PublicKey(pool.key, KeyKind.POOL)):
            return [Nearby(address, pool, address in pool.hubs) for address in own]
    return [Nearby(address) for address in announced.addresses[:1]]


async def _is_proven(one: Nearby, journal: Journal) -> bool:
    if one.pool is None:
        return False
    return await is_hub_there(journal, one.address, trust_only(one.pool.hub_certificate))


class NearbyHubs:
    """Know the addresses heard last while `run` runs; ``on_found`` hears when there is one more."""

    def __init__(
        self,
        lan: HomeNetwork,
        pool: PublicKey,
        is_cut_off: Callable[[], bool],
        known: Callable[[], Sequence[HubAddress]],
        on_found: Callable[[], None],
    ) -> None:
        self.hubs: tuple[HubAddress, ...] = ()
        """The one heard last at the beginning. Who answers there is still to prove that it is one."""
        self._pool = pool
        self._known = known
        self._on_found = on_found
        self._has_news = asyncio.Event()
        self._upkeep = lan.looking(lambda: is_cut_off() and any(map(is_near, known())), self._hear)

    async def run(self) -> None:
        """Look whenever it is needed, until cancelled."""
        await self._upkeep.run()

    def look_again(self) -> None:
        """Notice at once that it is needed, or no longer."""
        self._upkeep.look_again()

    def mixed_with(self, known: Sequence[HubAddress]) -> tuple[HubAddress, ...]:
        """Return in which order to try all: by turns, so that false ones can't keep the others from being tried."""
        self._has_news.clear()
        found = [hub for hub in self.hubs if hub not in known]
        ways = (random.sample(one, len(one)) for one in (found, list(known)))
        return tuple(hub for hub in chain.from_iterable(zip_longest(*ways)) if hub)

    async def wait(self, seconds: float) -> None:
        """Wait so long, or until a hub is found that was not tried yet."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._has_news.wait()

    def _hear(self, announced: Announced) -> None:
        new = [hub for hub in announced.of(self._pool) if hub not in self.hubs and hub not in self._known()]
        if new:
            self.hubs = (*new, *self.hubs)[:_MOST]
            self._has_news.set()
            self._on_found()
