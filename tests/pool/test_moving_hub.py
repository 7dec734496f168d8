"""A hub's PC gets another address: the hub follows, and members find it again by themselves. On loopback only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from deai_desktop.pool import entering, membership
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.pool_repository import Listens
from deai_desktop.pool.standing import PoolStatus, Standing
from tests.pool.test_service import Computer, is_online

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(find_spec("zeroconf") is None, reason="the extra `lan` is not installed"),
]
BEFORE, AFTER = "127.0.0.2", "127.0.0.3"


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Computer]:
    """Founded a pool whose hub her network reaches."""
    computer = Computer(tmp_path / "ada")
    computer.addresses, computer.looks_around = [BEFORE], True
    async with computer:
        await computer.pools.create("Friends", "Ada's PC", Listens.NETWORK)
        yield computer


@pytest.fixture
async def bob(tmp_path: Path, ada: Computer) -> AsyncIterator[Computer]:
    computer = Computer(tmp_path / "bob")
    computer.addresses, computer.looks_around = ["127.0.0.1"], True
    async with computer:
        await computer.pools.join(ada.pools.invite("Friends", Role.BOTH, 3600).text, "Bob's PC")
        await computer.sees(is_online)
        yield computer


def is_at(host: str) -> Callable[[PoolStatus], bool]:
    def look(status: PoolStatus) -> bool:
        return is_online(status) and [hub.host for hub in status.known.hubs] == [host]

    return look


async def test_a_member_follows_a_hub_that_moves(ada: Computer, bob: Computer) -> None:
    port = ada.pools.list()[0].known.hub_port
    ada.addresses = [AFTER]
    await ada.sees(is_at(AFTER), 20)
    moved = await bob.sees(is_at(AFTER), 20)
    assert moved.known.hubs[0].port == port
    assert "224.0.0.251" in {one.host for one in bob.journal.contacts}


async def test_a_member_that_was_off_meanwhile_finds_it(
    ada: Computer, bob: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membership, "_CONNECT_SECONDS", 1.0)
    await bob.__aexit__()
    ada.addresses = [AFTER]
    await ada.sees(is_at(AFTER), 20)
    await bob.__aenter__()
    await bob.sees(is_at(AFTER), 30)


async def test_an_invite_is_good_though_the_hub_has_moved(
    ada: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering, "_JOIN_SECONDS", 2.0)
    invite = ada.pools.invite("Friends", Role.BOTH, 3600)
    ada.addresses = [AFTER]
    await ada.sees(is_at(AFTER), 20)
    carl = Computer(tmp_path / "carl")
    carl.addresses, carl.looks_around = ["127.0.0.1"], True
    async with carl:
        await carl.pools.join(invite.text, "Carl's PC")
        await carl.sees(is_at(AFTER))


async def test_who_does_not_want_it_asks_nobody_and_says_nothing(ada: Computer, bob: Computer) -> None:
    for computer in (ada, bob):
        computer.looks_around = False
        computer.pools.lan.look_again()
    contacts = [len(one.journal.contacts) for one in (ada, bob)]
    ada.addresses = [AFTER]
    await ada.sees(is_at(AFTER), 20)
    await bob.sees(lambda status: status.standing is Standing.OFFLINE)
    await asyncio.sleep(1)
    assert [len(one.journal.contacts) for one in (ada, bob)] == contacts
    ada.looks_around = bob.looks_around = True
    for computer in (ada, bob):
        computer.pools.lan.look_again()
    await bob.sees(is_at(AFTER), 20)
