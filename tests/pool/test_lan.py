"""Members find their pool's hub in the home network, and strangers can't tell whose it is. On loopback only."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec

import pytest

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.lan import announced, looking, tag
from deai_desktop.pool.identity.keys import KeyKind, KeyPair
from tests.fakes.journal import FakeJournal
from tests.pool.running_hubs import eventually

pytestmark = pytest.mark.anyio
HERE = ["127.0.0.1"]
POOL, OTHER = (KeyPair.generate(KeyKind.POOL).public for _ in range(2))
needs_lan = pytest.mark.skipif(find_spec("zeroconf") is None, reason="the extra `lan` is not installed")


@needs_lan
async def test_a_hub_of_the_pool_is_found_and_no_other() -> None:
    ours: list[tuple[HubAddress, ...]] = []
    theirs: list[tuple[HubAddress, ...]] = []
    journal = FakeJournal()
    async with (
        looking(journal, POOL, ours.append, HERE),
        looking(FakeJournal(), OTHER, theirs.append, HERE),
        announced(journal, POOL, 4222, ["192.0.2.7"], HERE),
    ):
        await eventually(lambda: bool(ours))
        assert ours[0] == (HubAddress("192.0.2.7", 4222),)
        assert theirs == []
    assert [one.host for one in journal.contacts] == ["224.0.0.251"] * 2


@needs_lan
async def test_a_hub_that_was_there_before_is_found_and_where_it_moved_to() -> None:
    found: list[tuple[HubAddress, ...]] = []
    async with (
        announced(FakeJournal(), POOL, 4222, ["192.0.2.7"], HERE),
        looking(FakeJournal(), POOL, found.append, HERE),
    ):
        await eventually(lambda: bool(found))
        async with announced(FakeJournal(), POOL, 4333, ["192.0.2.8", "2001:db8::8"], HERE):
            await eventually(lambda: any(HubAddress("192.0.2.8", 4333) in one for one in found))


@needs_lan
async def test_what_others_say_is_not_taken_for_a_hub_of_the_pool() -> None:
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

    salt, service = b"12345678", "_deai-hub._tcp.local."
    good = {"s": salt.hex(), "t": tag(POOL, salt).hex()}
    false: list[dict[str, str]] = [
        {},
        good | {"t": ""},
        good | {"t": "zz"},
        good | {"s": "31"},
        good | {"s": "é"},
    ]
    found: list[tuple[HubAddress, ...]] = []
    speaker = AsyncZeroconf(interfaces=HERE)
    try:
        async with looking(FakeJournal(), POOL, found.append, HERE):
            infos = [
                AsyncServiceInfo(
                    service,
                    f"x{number}.{service}",
                    addresses=[bytes([192, 0, 2, number])],
                    port=4222,
                    properties=said,
                    server=f"x{number}.local.",
                )
                for number, said in enumerate([*false, good])
            ]
            await asyncio.gather(*(speaker.async_register_service(info) for info in infos))
            await eventually(lambda: bool(found))
            await asyncio.sleep(0.3)
        assert found == [(HubAddress("192.0.2.5", 4222),)]
    finally:
        await speaker.async_unregister_all_services()
        await speaker.async_close()


def test_strangers_can_not_tell_one_hub_from_another() -> None:
    assert tag(POOL, b"12345678") == tag(POOL, b"12345678")
    assert len({tag(POOL, b"12345678"), tag(POOL, b"12345679"), tag(OTHER, b"12345678")}) == 3
    assert len(tag(POOL, b"12345678")) == 16


async def test_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deai_desktop.pool.hubs.lan.find_spec", lambda _: None)
    with pytest.raises(PoolError, match="home network"):
        async with announced(FakeJournal(), POOL, 4222, ["192.0.2.7"], HERE):
            pass
    with pytest.raises(PoolError, match="home network"):
        async with looking(FakeJournal(), POOL, lambda _: None, HERE):
            pass
