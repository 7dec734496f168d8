"""Members and hubs believe the pool's own list of hubs, and the newest one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_list import MOST_HUBS, HubList, HubRegister, ListedHub
from deai_desktop.pool.hubs.hub_news import NewsKeeper, PoolNews
from deai_desktop.pool.identity.certificates import sign_certificate
from tests.pool.pools import Pool, new_device

POOL, NOW = Pool(), time.time()


def hub(name: str = "Ada's PC", host: str = "192.0.2.7") -> ListedHub:
    addresses = (HubAddress(host, 4222), HubAddress("hub.example.org", 443, is_web=True))
    return ListedHub(new_device().public, name, addresses, HubAddress(host, 6222), "ab" * 32)


def register(saved: list[str], pool: Pool = POOL) -> HubRegister:
    return HubRegister(pool.founder, saved[-1] if saved else "", saved.append)


def listed(*hubs: ListedHub, pool: Pool = POOL) -> HubList:
    saved: list[str] = []
    for one in hubs:
        register(saved, pool).put(one, NOW)
    return HubList(pool.founder.pool, saved[-1], NOW)


GOOD = listed(hub(), hub("Bob's PC", "2001:db8::1"))


def test_a_list_is_read_as_it_was_made() -> None:
    first, second = hub(), hub("Bob's PC", "2001:db8::1")
    read = listed(first, second)
    assert read.hubs == (first, second)
    assert read.addresses == first.addresses + second.addresses
    assert read.find(second.device) == second
    assert read.find(new_device().public) is None


def test_each_change_makes_a_newer_list() -> None:
    saved: list[str] = []
    first = hub()
    numbers = [register(saved).put(one, NOW).number for one in (first, hub(), hub())]
    assert register(saved).put(first, NOW).number == numbers[-1]  # nothing has changed
    moved = ListedHub(first.device, first.name, (HubAddress("192.0.2.8", 4222),), first.route, first.key)
    after = register(saved).put(moved, NOW)
    assert after.hubs[0] == moved
    gone = register(saved).drop(first.device, NOW)
    assert gone is not None
    assert (len(after.hubs), len(gone.hubs)) == (3, 2)
    numbers += [after.number, gone.number]
    assert numbers == sorted(set(numbers))
    assert register([]).put(first, NOW + 10).number > gone.number  # who lost all of it begins further on


def test_there_are_not_too_many() -> None:
    saved: list[str] = []
    for _ in range(MOST_HUBS):
        register(saved).put(hub(), NOW)
    with pytest.raises(PoolError, match="at most"):
        register(saved).put(hub(), NOW)
    assert len(saved[-1]) < 20_000


def test_hubs_connect_to_the_others_and_know_all_keys() -> None:
    first, second, third = hub(), hub(), hub()
    known = listed(first, second, third)
    cluster = known.cluster(second.device, HubAddress("0.0.0.0", 6222))
    assert cluster is not None
    assert cluster.routes == (first.route, third.route)
    assert cluster.keys == (first.key, second.key, third.key)
    assert cluster.advertised == second.route
    assert cluster.server == second.server != first.server
    assert (known.copies, listed(first).copies) == (3, 1)
    assert listed(first).cluster(first.device, first.route) is None
    with pytest.raises(PoolError, match="does not belong"):
        known.cluster(new_device().public, first.route)
    for name in (cluster.name, cluster.server):  # strangers see these
        assert POOL.founder.pool.text not in name
        assert second.device.text not in name


def test_only_the_pools_own_key_makes_a_list() -> None:
    other = Pool()
    with pytest.raises(PoolError, match="another pool"):
        HubList(POOL.founder.pool, listed(hub(), pool=other).text, NOW)
    for text in (POOL.founder.hub_certificate(NOW), POOL.founder.charter(NOW), POOL.admit(new_device()), ""):
        with pytest.raises(PoolError):
            HubList(POOL.founder.pool, text, NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "U"},
        {"name": "two\nlines"},
        {"name": ""},
        {"addresses": []},
        {"addresses": [{"host": "192.0.2.7", "port": 0}]},
        {"addresses": [{"host": "a b", "port": 1}]},
        {"addresses": [{"host": "evil:4222/x", "port": 1}]},
        {"addresses": [{"host": "1:2", "port": 1}]},
        {"addresses": [{"host": "192.0.2.7", "port": 1}] * 9},
        {"route": {"host": "192.0.2.7", "port": 1, "user": "x"}},
        {"key": "AB" * 32},
        {"key": "ab"},
        {"more": 1},
    ],
)
def test_a_list_of_a_wrong_form_is_refused_though_signed(changes: dict[str, object]) -> None:
    good: dict[str, object] = {
        "device": new_device().public.text,
        "name": "Ada's PC",
        "addresses": [{"host": "192.0.2.7", "port": 4222}],
        "route": {"host": "192.0.2.7", "port": 6222},
        "key": "ab" * 32,
    }
    for one, is_good in ((good, True), (good | changes, False)):
        says = {"type": "deai-hubs", "number": 1, "hubs": [one]}
        text = sign_certificate(POOL.keys.pool, POOL.founder.pool, says, name="x", now=NOW)
        if is_good:
            HubList(POOL.founder.pool, text, NOW)
        else:
            with pytest.raises(PoolError):
                HubList(POOL.founder.pool, text, NOW)


def test_a_hub_is_not_listed_twice() -> None:
    one = listed(hub()).hubs[0]
    entry = {
        "device": one.device.text,
        "name": "x",
        "addresses": [{"host": "192.0.2.7", "port": 4222}],
        "route": {"host": "192.0.2.7", "port": 6222},
        "key": "ab" * 32,
    }
    says = {"type": "deai-hubs", "number": 1, "hubs": [entry, entry]}
    text = sign_certificate(POOL.keys.pool, POOL.founder.pool, says, name="x", now=NOW)
    with pytest.raises(PoolError, match="no list"):
        HubList(POOL.founder.pool, text, NOW)


@given(st.integers(0, len(GOOD.text) - 1), st.sampled_from("ABCabc019-_.= \0é"))
def test_one_altered_letter_is_found(place: int, letter: str) -> None:
    altered = GOOD.text[:place] + letter + GOOD.text[place + 1 :]
    if altered != GOOD.text:
        with pytest.raises(PoolError):
            HubList(POOL.founder.pool, altered, NOW)


class TestNews:
    """What is newer counts, whoever says it."""

    device = new_device()
    older = PoolNews(POOL.charter(), GOOD)

    def keeper(self, news: PoolNews | None = None) -> tuple[NewsKeeper, list[PoolNews]]:
        heard: list[PoolNews] = []
        news = news or self.older
        return NewsKeeper(news.charter, news.hubs, heard.append), heard

    def newer(self, pool: Pool = POOL) -> PoolNews:
        charter = type(self.older.charter)(
            pool.founder.pool, pool.founder.charter(NOW + 60, {self.device.public.text: 1}), NOW + 60
        )
        saved = [listed(hub(), pool=pool).text] if pool is not POOL else [GOOD.text]
        hubs = register(saved, pool).put(hub(), NOW + 60)
        return PoolNews(charter, hubs)

    def test_takes_what_is_newer_and_keeps_it(self) -> None:
        keeper, heard = self.keeper()
        newer = self.newer()
        assert keeper.hear(NewsKeeper(newer.charter, newer.hubs).text, NOW + 60)
        assert (heard[0].charter.text, heard[0].list_text) == (newer.charter.text, newer.list_text)
        assert not keeper.hear(NewsKeeper(self.older.charter, self.older.hubs).text, NOW + 60)
        assert keeper.news == heard[-1]
        assert len(heard) == 1
        assert keeper.refused == 0

    def test_takes_half_of_it_where_the_other_half_is_old(self) -> None:
        keeper, _ = self.keeper()
        newer = self.newer()
        assert keeper.hear(NewsKeeper(newer.charter, self.older.hubs).text, NOW + 60)
        assert keeper.hear(NewsKeeper(self.older.charter, newer.hubs).text, NOW + 60)
        assert keeper.news.charter.text == newer.charter.text
        assert keeper.news.list_text == newer.list_text

    def test_refuses_what_is_not_the_pools(self) -> None:
        keeper, heard = self.keeper()
        false = self.newer(Pool())
        for text in (b"", b"{}", b"\xff", NewsKeeper(false.charter, false.hubs).text, b"x" * 100_000):
            assert not keeper.hear(text, NOW + 60)
        assert (keeper.refused, heard) == (5, [])
