"""Members find their pool's hub in the home network, and strangers can't tell whose it is. On loopback only."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

import pytest

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.lan import Announced, announced, looking, tag
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from tests.fakes.journal import FakeJournal
from tests.pool.running_hubs import eventually

pytestmark = pytest.mark.anyio
HERE = ["127.0.0.1"]
POOL, OTHER = (KeyPair.generate(KeyKind.POOL).public for _ in range(2))
SALT, SERVICE = b"12345678", "_deai-hub._tcp.local."
needs_lan = pytest.mark.skipif(find_spec("zeroconf") is None, reason="the extra `lan` is not installed")


@needs_lan
async def test_a_hub_of_the_pool_is_found_and_no_other() -> None:
    found: list[Announced] = []
    journal = FakeJournal()
    async with (
        looking(journal, found.append, HERE),
        announced(journal, POOL, 4222, ["192.0.2.7"], HERE),
    ):
        await eventually(lambda: bool(found))
        assert found[0].of(POOL) == (HubAddress("192.0.2.7", 4222),)
        assert found[0].of(OTHER) == ()
    assert [one.host for one in journal.contacts] == ["224.0.0.251"] * 2


@needs_lan
async def test_a_hub_that_was_there_before_is_found_and_where_it_moved_to() -> None:
    found: list[Announced] = []
    async with (
        announced(FakeJournal(), POOL, 4222, ["192.0.2.7"], HERE),
        looking(FakeJournal(), found.append, HERE),
    ):
        await eventually(lambda: bool(found))
        async with announced(FakeJournal(), POOL, 4333, ["192.0.2.8", "fd00::8"], HERE):
            both = {HubAddress("192.0.2.8", 4333), HubAddress("fd00::8", 4333)}
            await eventually(lambda: any(set(one.of(POOL)) == both for one in found))


@asynccontextmanager
async def said(*announcements: tuple[str, dict[str, str]]) -> AsyncIterator[list[Announced]]:
    """Let somebody say that at these addresses; gives what is heard of it."""
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

    found: list[Announced] = []
    speaker = AsyncZeroconf(interfaces=HERE)
    try:
        async with looking(FakeJournal(), found.append, HERE):
            infos = [
                AsyncServiceInfo(
                    SERVICE,
                    f"x{number}.{SERVICE}",
                    addresses=[ipaddress.ip_address(address).packed],
                    port=4222,
                    properties=properties,
                    server=f"x{number}.local.",
                )
                for number, (address, properties) in enumerate(announcements)
            ]
            await asyncio.gather(*(speaker.async_register_service(info) for info in infos))
            yield found
    finally:
        await speaker.async_unregister_all_services()
        await speaker.async_close()


def told(*addresses: str, salt: bytes = SALT) -> dict[str, str]:
    """What a hub of the pool says at these addresses."""
    tags = [tag(POOL, salt, HubAddress(address, 4222)) for address in addresses]
    return {"s": salt.hex(), "t": b"".join(tags).hex()}


@needs_lan
async def test_what_others_say_is_not_taken_for_a_hub_of_the_pool() -> None:
    good = told("192.0.2.14")
    false: list[dict[str, str]] = [
        {},
        good | {"t": ""},
        good | {"t": "zz"},
        good | {"s": "31"},
        good | {"s": "é"},
        told("192.0.2.7"),  # what the pool's hub said at another address, said again here
        good | {"t": good["t"] * 5},
    ]
    async with said(*(("192.0.2.13", one) for one in false), ("192.0.2.14", good)) as found:
        await eventually(lambda: any(one.of(POOL) for one in found))
        await eventually(lambda: len(found) == 2)
    assert [one.of(POOL) for one in found if one.of(POOL)] == [(HubAddress("192.0.2.14", 4222),)]


@needs_lan
async def test_no_member_is_sent_out_into_the_internet() -> None:
    far, near = "8.8.8.8", "10.1.2.3"
    async with said((far, told(far)), (near, told(near))) as found:
        await eventually(lambda: bool(found))
        await asyncio.sleep(0.3)
    assert [one.of(POOL) for one in found] == [(HubAddress(near, 4222),)]


def test_strangers_can_not_tell_one_hub_from_another() -> None:
    here, there = HubAddress("192.0.2.7", 4222), HubAddress("192.0.2.8", 4222)
    assert tag(POOL, SALT, here) == tag(POOL, SALT, here)
    others = tag(POOL, b"12345679", here), tag(OTHER, SALT, here), tag(POOL, SALT, there)
    assert len({tag(POOL, SALT, here), *others}) == 4
    assert len(tag(POOL, SALT, here)) == 16


async def test_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deai_desktop.pool.hubs.lan.find_spec", lambda _: None)
    with pytest.raises(PoolError, match="home network"):
        async with announced(FakeJournal(), POOL, 4222, ["192.0.2.7"], HERE):
            pass
    with pytest.raises(PoolError, match="home network"):
        async with looking(FakeJournal(), lambda _: None, HERE):
            pass


@needs_lan
async def test_a_network_that_can_not_be_spoken_to_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError("no such device")

    monkeypatch.setattr("zeroconf.asyncio.AsyncZeroconf", fail)
    with pytest.raises(PoolError, match="can't be spoken to"):
        async with looking(FakeJournal(), lambda _: None, HERE):
            pass
    with pytest.raises(PoolError, match="can't be spoken to"):
        async with announced(FakeJournal(), POOL, 4222, ["192.0.2.99"], HERE):
            pass
