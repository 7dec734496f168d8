"""Members learn of the pool's hubs by a list that its key has signed, at once, and keep it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import ForbiddenError, InvalidInputError
from deai_desktop.pool.errors import HubError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_list import HubRegister, ListedHub
from deai_desktop.pool.hubs.hub_news import NewsKeeper
from deai_desktop.pool.hubs.hub_repository import KnownHubs
from deai_desktop.pool.hubs.reach import Listens, Reach, ReachChanges, find_spot
from deai_desktop.pool.identity.keys import PublicKey
from tests.pool.pools import Pool, new_device
from tests.pool.running_hubs import free_address
from tests.pool.test_service import Computer, found, is_online, let_in

pytestmark = pytest.mark.anyio
AWAY = HubAddress("192.0.2.7", 4222)


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Computer]:
    async with Computer(tmp_path / "ada") as computer:
        yield computer


@pytest.fixture
async def bob(tmp_path: Path) -> AsyncIterator[Computer]:
    async with Computer(tmp_path / "bob") as computer:
        yield computer


def another(device: PublicKey | None = None) -> ListedHub:
    return ListedHub(device or new_device().public, "VPS", (AWAY,), HubAddress(AWAY.host, 6222), "0" * 64)


async def list_another(ada: Computer) -> str:
    """List a hub on Ada's PC, tell everybody, and return the new list."""
    member = ada.pools.find("Friends")
    assert member.founded is not None
    listed = member.founded.hub.register.put(another(), time.time())
    member.hear_hubs(listed)
    await member.spread_news()
    return listed.text


async def test_members_take_over_a_new_list_at_once_and_keep_it(ada: Computer, bob: Computer) -> None:
    own = (await found(ada)).known.hubs
    joined = await let_in(ada, bob)
    assert joined.known.hubs == own
    text = await list_another(ada)
    await bob.sees(lambda status: status.known.hubs == (*own, AWAY))
    await bob.__aexit__()
    await bob.__aenter__()
    again = await bob.sees(is_online)
    assert again.known.hubs == (*own, AWAY)
    assert KnownHubs(bob.database, again.known.key).text == text


async def test_who_was_away_asks_for_the_list(ada: Computer, bob: Computer) -> None:
    own = (await found(ada)).known.hubs
    await let_in(ada, bob)
    await bob.__aexit__()
    await list_another(ada)
    await bob.__aenter__()
    await bob.sees(lambda status: status.known.hubs == (*own, AWAY))


async def test_the_founders_hub_is_listed_with_its_own_key(ada: Computer) -> None:
    known = (await found(ada)).known
    member = ada.pools.find("Friends")
    assert member.founded is not None
    assert member.founded.hub.list is not None
    (hub,) = member.founded.hub.list.hubs
    assert (hub.name, hub.addresses) == ("Ada's PC", known.hubs)
    assert hub.device.text != ada.pools.members("Friends")[0].device
    number = member.founded.hub.list.number
    await ada.__aexit__()
    await ada.__aenter__()
    await ada.sees(is_online)
    again = ada.pools.find("Friends").founded
    assert again is not None
    assert again.hub.list is not None
    assert again.hub.list.number == number  # nothing has changed


def test_nobody_else_slips_a_hub_in() -> None:
    """Neither with a list of their own making, nor with an old one, nor with that of another pool."""
    pool, other = Pool(), Pool()
    saved: list[str] = []
    register = HubRegister(pool.founder, "", saved.append)
    old, newest = (register.put(another(), time.time()) for _ in range(2))
    keeper = NewsKeeper(pool.charter(), newest)
    false = HubRegister(other.founder, "", saved.append).put(another(), time.time() + 100)
    assert not keeper.hear(NewsKeeper(pool.charter(), old).text, time.time())
    assert not keeper.hear(NewsKeeper(pool.charter(), false).text, time.time())
    assert not keeper.hear(NewsKeeper(pool.charter(), None).text, time.time())
    assert keeper.news.hubs is newest
    assert keeper.refused == 1


async def test_the_founders_hub_is_reached_otherwise(ada: Computer, bob: Computer) -> None:
    """By a name in the internet, at another port, and over the web; members get to know of it."""
    before = (await found(ada)).known.hubs
    await let_in(ada, bob)
    port, web_port = (free_address().port for _ in range(2))
    ada.addresses = ["127.0.0.1"]
    changes = ReachChanges("127.0.0.1", port, web_port=web_port)
    changed = await ada.pools.change("Friends", reach=changes)
    hubs = (HubAddress("127.0.0.1", port), HubAddress("127.0.0.1", web_port, is_web=True))
    assert changed.known.hubs == hubs != before
    status = await ada.sees(is_online)
    assert status.known.hub_port == port
    for wrong in (ReachChanges(public="not a name"), ReachChanges(web_port=port)):
        with pytest.raises(InvalidInputError):
            await ada.pools.change("Friends", reach=wrong)
    with pytest.raises(ForbiddenError):
        await bob.pools.change("Friends", reach=changes)


def test_what_was_kept_of_a_hub_is_read_again() -> None:
    reach = Reach(Listens.NETWORK, "hub.example.org", 4222, 6222, 443)
    assert Reach.read(reach.text) == reach
    assert Reach.read("nonsense") == Reach()


def test_where_a_hub_listens() -> None:
    with pytest.raises(HubError, match="no address"):
        find_spot(Reach(Listens.NETWORK), tuple)
    here = find_spot(Reach(), tuple)
    assert (here.bound, here.known_as) == ("127.0.0.1", "127.0.0.1")
    assert here.reach.port not in (0, here.reach.route_port)
    everywhere = find_spot(Reach(public="hub.example.org", port=4222, route_port=6222), tuple)
    assert (everywhere.bound, everywhere.addresses) == ("0.0.0.0", (HubAddress("hub.example.org", 4222),))
    assert everywhere.from_here == HubAddress("127.0.0.1", 4222)
