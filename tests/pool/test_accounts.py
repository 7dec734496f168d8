"""What a pool's books say is the same on every member's PC, is there again after a restart, and can be taken along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest

from deai_desktop.pool.accounts import (
    Account,
    KnownBy,
    accounts_of,
    days_of,
    exported,
    known_members,
)
from deai_desktop.pool.errors import PoolUnreachableError
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.ledger.log_export import examine
from tests.contracts.engine import run, text_of
from tests.pool.lending import say
from tests.pool.test_service import Computer, found, is_online, let_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Computer]:
    async with Computer(tmp_path / "ada") as computer:
        yield computer


@pytest.fixture
async def bob(tmp_path: Path) -> AsyncIterator[Computer]:
    async with Computer(tmp_path / "bob") as computer:
        yield computer


async def together(ada: Computer, bob: Computer) -> None:
    """Let Ada ask and Bob work."""
    await found(ada)
    await let_in(ada, bob)
    bob.pools.lend("Friends", lends=True)
    ada.pools.accept_risk("Friends")


async def asks(computer: Computer, text: str) -> None:
    """Ask the pool for an echo."""
    engine = computer.pools.engine("Friends", "echo", lambda _: None)
    assert text_of(await run(engine, say(text))) == text


async def sees_account(computer: Computer, name: str, what: Callable[[Account], bool]) -> Account:
    """Wait until somebody's account is so."""
    async with asyncio.timeout(10):
        while True:
            books = await accounts_of(computer.pools.find("Friends"))
            for one in books.accounts:
                if one.name == name and what(one):
                    return one
            await asyncio.sleep(0.02)


async def test_everybody_sees_the_same_accounts_by_name(ada: Computer, bob: Computer) -> None:
    await together(ada, bob)
    await asks(ada, "to be or not")
    for computer in (ada, bob):
        gave = await sees_account(computer, "Bob's PC", lambda one: one.given > 0)
        assert (gave.given, gave.got) == (44, 0)
        assert (gave.record.jobs, gave.record.completion_tokens, gave.record.prompt_tokens) == (1, 4, 4)
        got = await sees_account(computer, "Ada's PC", lambda one: one.got > 0)
        assert (got.given, got.got, got.is_suspect) == (0, 44, False)
        books = await accounts_of(computer.pools.find("Friends"))
        assert books.accounts[0] == gave
        assert (books.log.entries, books.log.forks, books.log.is_behind) == (1, 0, False)
        assert books.log.signed_at > 0


async def test_what_was_done_today_is_known_after_a_restart(ada: Computer, bob: Computer) -> None:
    await together(ada, bob)
    await asks(ada, "to be or not")
    await asks(ada, "that is the question")
    async with asyncio.timeout(5):
        while len(days := await days_of(bob.pools.find("Friends"), 1)) < 1 or days[0][0].jobs < 2:
            await asyncio.sleep(0.02)  # the second receipt is still on its way
    await bob.__aexit__()
    await bob.__aenter__()
    ((day, name),) = await days_of(bob.pools.find("Friends"), 1)
    assert (name, day.day, day.jobs) == ("Ada's PC", date.today(), 2)
    assert (day.prompt_tokens, day.completion_tokens, day.credits) == (8, 8, 88)
    assert day.seconds >= 0
    await sees_account(bob, "Bob's PC", lambda one: one.given == 88)
    assert (await days_of(bob.pools.find("Friends"), 7)) == [(day, name)]  # in the log now, and once
    assert await days_of(ada.pools.find("Friends"), 1) == []


async def test_an_ordinary_member_knows_whom_it_has_met(ada: Computer, bob: Computer, tmp_path: Path) -> None:
    await together(ada, bob)
    async with Computer(tmp_path / "eve") as eve:
        invite = ada.pools.invite("Friends", Role.BOTH, 3600)
        await eve.pools.join(invite.text, "Eve's PC")
        await eve.sees(is_online)
        eve.pools.lend("Friends", lends=True)
        await bob.sees(lambda _: len(known_members(bob.pools.find("Friends"))) == 2)
        known = known_members(bob.pools.find("Friends"))
        assert [(one.name, one.known_by) for one in known] == [
            ("Bob's PC", KnownBy.ITSELF),
            ("Eve's PC", KnownBy.CERTIFICATE),
        ]
        whole = known_members(ada.pools.find("Friends"))
        assert {one.known_by for one in whole} == {KnownBy.REGISTER}
        assert [one.name for one in whole] == ["Ada's PC", "Bob's PC", "Eve's PC"]
        await asyncio.sleep(1)  # certificates count in whole seconds
        await ada.pools.remove_member("Friends", whole[2].device)
        await bob.sees(lambda _: len(known_members(bob.pools.find("Friends"))) == 1)


async def test_the_log_is_taken_out_and_checked(ada: Computer, bob: Computer) -> None:
    await together(ada, bob)
    await asks(ada, "to be or not")
    await sees_account(bob, "Bob's PC", lambda one: one.given == 44)
    member = bob.pools.find("Friends")
    content = await exported(member)
    read = examine(content, member.charter.pool)
    assert read.faults == ()
    assert read.export is not None
    assert read.export.is_whole
    assert read.export.names[member.own_device] == "Bob's PC"
    assert read.export.replay.ledger.balance(member.own_device) == 44
    (fault,) = examine(content.replace(b'": 44', b'": 45'), member.charter.pool).faults[1:]
    assert f"The balance of {member.own_device} is 45 in the export" in fault.message
    member.client = None
    with pytest.raises(PoolUnreachableError):
        await exported(member)
