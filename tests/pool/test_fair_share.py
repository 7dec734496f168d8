"""Whose credit is higher comes first where several wait for one PC, and nobody is left out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from tests.contracts.engine import run
from tests.pool.lending import ECHO, Lending, LocalEcho, say, wait_for
from tests.pool.pools import Pool
from tests.pool.running_pool import running
from tests.pool.test_accounts import asks, sees_account, together
from tests.pool.test_service import Computer, is_online

pytestmark = pytest.mark.anyio


@pytest.fixture
async def lending(tmp_path: Path) -> AsyncIterator[Lending]:
    async with running(tmp_path / "hub", Pool()) as pool:
        lending = Lending(pool)
        yield lending
        await lending.close()


def starts(engine: LocalEcho) -> list[str]:
    """The first words of what an engine was asked, in the order in which it began."""
    return [request.messages[-1].content.split()[0] for request in engine.seen]


async def test_who_gave_more_comes_first_on_a_pc_with_one_slot(tmp_path: Path) -> None:
    async with (
        Computer(tmp_path / "ada") as ada,
        Computer(tmp_path / "bob") as bob,
        Computer(tmp_path / "eve") as eve,
    ):
        await together(ada, bob)
        await asks(ada, "word " * 999 + "end")
        await sees_account(ada, "Bob's PC", lambda one: one.given > 10_000)
        bob.pools.lend("Friends", lends=False)
        ada.pools.lend("Friends", lends=True)
        await eve.pools.join(ada.pools.invite("Friends", Role.BOTH, 3600).text, "Eve's PC")
        await eve.sees(is_online)
        ada.engine.delay = 0.02
        for computer in (bob, eve):
            computer.pools.accept_risk("Friends")
            await computer.sees(lambda _, one=computer: bool(one.pools.offerings()["Friends"]))  # type: ignore[misc]
        running_now = asyncio.create_task(asks(eve, "first " + "word " * 40 + "end"))
        await wait_for(lambda: starts(ada.engine) == ["first"])
        late = asyncio.create_task(asks(eve, "eves word"))
        await wait_for(lambda: jobs_at(ada) == 2)
        early = asyncio.create_task(asks(bob, "bobs word"))
        await wait_for(lambda: jobs_at(ada) == 3)
        await asyncio.gather(running_now, late, early)
        assert starts(ada.engine) == ["first", "bobs", "eves"]


def jobs_at(computer: Computer) -> int:
    """How many jobs run or wait there."""
    exchange = computer.pools.find("Friends").exchange
    assert exchange is not None
    assert exchange._worker is not None
    return exchange._worker.jobs


async def test_one_member_does_not_fill_all_places(lending: Lending) -> None:
    lender = await lending.lender(LocalEcho(0.02), waiting=16)
    greedy, other = await lending.asker(), await lending.asker()

    def ask() -> asyncio.Task[object]:
        return asyncio.create_task(run(PoolEngine(greedy.requester, "echo"), say("word " * 30)))

    jobs = [ask()]
    await wait_for(lambda: len(lender.engine.seen) == 1)
    jobs += [ask() for _ in range(8)]

    def refused() -> int:
        return lender.worker.report.members[greedy.device.public.text].refused["busy"]

    await wait_for(lambda: lender.worker.jobs == 5 and refused() == 4)  # one runs, four wait
    assert await run(PoolEngine(other.requester, "echo"), say("me too"))
    ended = await asyncio.gather(*jobs, return_exceptions=True)
    assert sum(isinstance(one, Exception) for one in ended) == 4


async def test_the_wait_that_is_told_counts_all_who_wait(lending: Lending) -> None:
    lender = await lending.lender(
        LocalEcho(0.05), waiting=4, model=ECHO.model_copy(update={"slots": 2, "speed": 10.0})
    )
    asker = await lending.asker()

    def ask(tokens: int) -> asyncio.Task[object]:
        request = say("word " * 90, max_tokens=tokens)
        return asyncio.create_task(run(PoolEngine(asker.requester, "echo"), request))

    jobs = [ask(60), ask(80)]
    await wait_for(lambda: len(lender.engine.seen) == 2)
    assert 4 < lender.worker.offered()[0].wait <= 6
    jobs.append(ask(40))
    await wait_for(lambda: lender.worker.jobs == 3)
    assert 6 < lender.worker.offered()[0].wait <= 8
    for job in jobs:
        job.cancel()
    await asyncio.gather(*jobs, return_exceptions=True)
