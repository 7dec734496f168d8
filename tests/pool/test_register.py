"""Pools, members and invites are remembered; an invite is used once, also when two come at the same time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deai_desktop.core.errors import ConflictError, NotFoundError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.identity.register import MemberRegister
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.pool_repository import KnownPool, PoolRepository
from deai_desktop.storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "deai.db")
    yield database
    database.close()


def pool(key: str = "OAB", name: str = "Friends", joined_at: float = 1.0) -> KnownPool:
    hubs = (HubAddress("192.0.2.7", 4222), HubAddress("::1", 443, is_web=True))
    return KnownPool(key, name, "charter", "certificate", "ticket", hubs, "PEM", True, joined_at)


@pytest.fixture
def register(database: Database) -> MemberRegister:
    PoolRepository(database).save(pool())
    return MemberRegister(database, "OAB")


def test_a_pool_is_known_after_a_restart(tmp_path: Path) -> None:
    for step in range(2):
        database = Database(tmp_path / "deai.db")
        if not step:
            PoolRepository(database).save(pool())
        assert PoolRepository(database).list() == (pool(),)
        database.close()


def test_finds_a_pool_by_name_or_by_the_beginning_of_its_key(database: Database) -> None:
    pools = PoolRepository(database)
    friends, school = pool(), pool("OCD", "School", 2.0)
    for one in (school, friends):
        pools.save(one)
    assert pools.list() == (friends, school)
    assert pools.find("friends") == pools.find("OAB") == pools.find("oa") == friends
    for which in ("", "o", "nothing"):
        with pytest.raises((NotFoundError, ConflictError)):
            pools.find(which)
    pools.save(pool("OEF", "School", 3.0))
    with pytest.raises(ConflictError, match="Several"):
        pools.find("School")


def test_a_new_certificate_takes_the_place_of_the_old(database: Database, register: MemberRegister) -> None:
    register.note_invite("UG", Role.WORKER, time.time() + 60)
    pools = PoolRepository(database)
    renewed = KnownPool("OAB", "Friends", "newer", "newer", "newer", (), "PEM", True, 1.0)
    pools.save(renewed)
    assert pools.list() == (renewed,)
    assert register.admit("UG", "UA", "Ada", Role.WORKER)  # what belongs to it is still there


def test_an_invite_is_used_once(register: MemberRegister) -> None:
    register.note_invite("UG", Role.WORKER, time.time() + 60)
    assert not register.admit("UX", "UA", "Ada", Role.WORKER)
    assert register.admit("UG", "UA", "Ada", Role.WORKER)
    assert not register.admit("UG", "UB", "Bob", Role.WORKER)
    assert register.admit("UG", "UA", "Ada", Role.WORKER)
    assert [(one.device, one.name, one.role) for one in register.members()] == [("UA", "Ada", Role.WORKER)]


def test_two_at_once_do_not_both_come_in(register: MemberRegister) -> None:
    register.note_invite("UG", Role.BOTH, time.time() + 60)
    devices = [f"U{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        let_in = list(threads.map(lambda device: register.admit("UG", device, "x", Role.BOTH), devices))
    assert sum(role is not None for role in let_in) == len(register.members()) == 1


def test_an_invite_that_was_taken_back_is_good_for_nothing(register: MemberRegister) -> None:
    register.note_invite("UG", Role.WORKER, time.time() + 60)
    assert register.take_back("UG")
    assert not register.take_back("UG")
    assert not register.admit("UG", "UA", "Ada", Role.WORKER)


def test_who_was_removed_needs_a_new_invite(register: MemberRegister) -> None:
    register.note_invite("UG", Role.WORKER, time.time() + 60)
    assert register.admit("UG", "UA", "Ada", Role.WORKER)
    assert register.admit("UA", "UA", "Ada's PC", Role.WORKER)  # by the ticket
    assert [one.name for one in register.members()] == ["Ada's PC"]
    register.remove("UA")
    with pytest.raises(NotFoundError):
        register.remove("UA")
    assert register.members() == ()
    assert abs(register.removed()["UA"] - time.time()) < 5
    assert not register.admit("UA", "UA", "Ada", Role.WORKER)
    register.note_invite("UH", Role.BOTH, time.time() + 60)
    assert register.admit("UH", "UA", "Ada", Role.BOTH)
    assert register.removed() == {}


def test_a_pool_takes_its_register_with_it(database: Database, register: MemberRegister) -> None:
    register.note_invite("UG", Role.WORKER, time.time() + 60)
    assert register.admit("UG", "UA", "Ada", Role.WORKER)
    PoolRepository(database).remove("OAB")
    assert register.members() == ()
    assert not register.admit("UG", "UA", "Ada", Role.WORKER)
