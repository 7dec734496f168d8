"""What is heard in the network is tried beside what is known, in bounds, and believed of nobody who can't prove it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.pool.hubs.home_network import HomeNetwork, is_near
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.lan import Announced, tag
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from deai_desktop.pool.nearby_hubs import NearbyHubs, find_nearby
from deai_desktop.pool.pool_repository import KnownPool
from tests.fakes.journal import FakeJournal
from tests.pool.pools import Pool
from tests.pool.running_pool import running

pytestmark = pytest.mark.anyio
POOL, OTHER = (KeyPair.generate(KeyKind.POOL).public for _ in range(2))
KNOWN = HubAddress("192.168.1.5", 4222)


class Heard(HomeNetwork):
    """A network of which the test says what is heard in it."""

    def __init__(self, *announced: Announced) -> None:
        super().__init__(FakeJournal(), lambda: ["192.168.1.9"], lambda: True, 10)
        self.announced = announced
        self.hear: Callable[[Announced], None] = lambda _: None

    def looking(self, is_needed: Callable[[], bool], on_found: Callable[[Announced], None]) -> Any:
        """Keep what would hear of them."""
        self.hear = on_found
        return super().looking(is_needed, on_found)

    async def find(self, seconds: float = 0) -> tuple[Announced, ...]:
        """Return what the test says."""
        return self.announced


def said(*hosts: str, pool: Any = POOL, port: int = 4222) -> Announced:
    addresses = tuple(HubAddress(host, port) for host in hosts)
    return Announced(b"12345678", tuple(tag(pool, b"12345678", one) for one in addresses), addresses)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("192.168.1.5", True),
        ("10.0.0.1", True),
        ("100.64.3.2", True),
        ("fd00::1", True),
        ("tower", True),
        ("tower.local", True),
        ("127.0.0.1", False),
        ("8.8.8.8", False),
        ("hub.example.org", False),
    ],
)
def test_only_hubs_in_private_networks_are_looked_for(host: str, expected: bool) -> None:
    assert is_near(HubAddress(host, 4222)) == expected


async def test_what_is_heard_is_tried_by_turns_with_what_is_known() -> None:
    found = 0

    def count() -> None:
        nonlocal found
        found += 1

    lan = Heard()
    nearby = NearbyHubs(lan, POOL, lambda: True, lambda: [KNOWN], count)
    assert nearby.mixed_with([KNOWN]) == (KNOWN,)
    lan.hear(said("192.168.1.9", pool=OTHER))
    lan.hear(said(KNOWN.host))
    assert found == 0
    lan.hear(said("192.168.1.7"))
    lan.hear(said("192.168.1.7"))
    assert found == 1
    assert nearby.mixed_with([KNOWN]) == (HubAddress("192.168.1.7", 4222), KNOWN)
    for number in range(50):
        lan.hear(said(f"192.168.2.{number}"))
    mixed = nearby.mixed_with([KNOWN])
    assert len(mixed) == 9
    assert mixed[1] == KNOWN  # false ones can't keep it from being tried


async def test_a_wait_ends_when_a_hub_is_heard_of() -> None:
    lan = Heard()
    nearby = NearbyHubs(lan, POOL, lambda: True, lambda: [KNOWN], lambda: None)
    begun = time.monotonic()
    waiting = asyncio.create_task(nearby.wait(30))
    await asyncio.sleep(0)
    lan.hear(said("192.168.1.7"))
    await waiting
    assert time.monotonic() - begun < 5
    nearby.mixed_with([KNOWN])
    await nearby.wait(0.01)  # it was tried


@asynccontextmanager
async def impostor() -> AsyncIterator[int]:
    """Somebody who listens and speaks no TLS; gives the port."""

    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'INFO {"server_id":"hub"}\r\n')
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_who_can_not_prove_to_be_a_hub_of_the_pool_is_shown_as_that(tmp_path: Path) -> None:
    pool, stranger = Pool(), Pool()
    async with (
        running(tmp_path / "ours", pool) as ours,
        running(tmp_path / "theirs", stranger) as theirs,
        impostor() as port,
    ):
        key, here = pool.founder.pool, "127.0.0.1"
        heard = [said(here, pool=key, port=one) for one in (ours.hub.port, theirs.hub.port, port)]
        lan = Heard(*heard, said("192.168.1.7"))
        known = _known(pool, HubAddress(here, ours.hub.port))
        found = {one.address.port: one for one in await find_nearby(lan, [known], FakeJournal())}
    assert [(one.pool == known, one.is_known, one.is_proven) for one in found.values()].count(
        (True, True, True)
    ) == 1
    assert found[ours.hub.port].is_proven
    assert not found[theirs.hub.port].is_proven
    assert not found[port].is_proven
    assert found[4222].pool is None


def _known(pool: Pool, hub: HubAddress) -> KnownPool:
    return KnownPool(
        pool.founder.pool.text,
        "Friends",
        "",
        "",
        "",
        (hub,),
        pool.authority.certificate,
        is_founder=False,
        joined_at=0,
    )
