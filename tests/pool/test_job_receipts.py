"""Worker and requester agree to what was done, part by part; who does not agree gets no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from deai_desktop.engines.base import TextDelta
from deai_desktop.pool.errors import BadSignatureError, NoWorkerError, PoolError
from deai_desktop.pool.jobs.attempt import LostError
from deai_desktop.pool.jobs.job_request import write_generate
from deai_desktop.pool.jobs.offers import JobKind
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from deai_desktop.pool.jobs.requester import Wanted
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.jobs.worker_job import WorkerJob
from tests.contracts.engine import run, text_of
from tests.pool.lending import ECHO, Lending, LocalEcho, say, wait_for
from tests.pool.pools import Pool
from tests.pool.running_pool import running

pytestmark = pytest.mark.anyio


class FakeBooks:
    """Sign nothing, and remember everything."""

    def __init__(self, *, refuses: bool = False, forges: bool = False) -> None:
        self.proposed: list[Work] = []
        self.agreed: list[Work] = []
        self.kept: list[bytes] = []
        self.refuses, self.forges = refuses, forges

    def propose(self, work: Work) -> bytes:
        self.proposed.append(work)
        return repr(work).encode()

    def agree(self, proposal: bytes, work: Work) -> bytes:
        if self.refuses or proposal != repr(work).encode():
            raise PoolError("No.")
        self.agreed.append(work)
        return b"forged" if self.forges else proposal + b" agreed"

    async def keep(self, receipt: bytes) -> None:
        if receipt == b"forged":
            raise BadSignatureError("It is forged.")
        self.kept.append(receipt)


class Greedy(FakeBooks):
    """Propose one token more than there was."""

    def propose(self, work: Work) -> bytes:
        more = Work(**{**vars(work), "completion_tokens": work.completion_tokens + 1})
        return super().propose(more)


@pytest.fixture
async def lending(tmp_path: Path) -> AsyncIterator[Lending]:
    async with running(tmp_path / "hub", Pool()) as pool:
        lending = Lending(pool)
        yield lending
        await lending.close()


async def test_each_part_has_a_receipt_and_none_counts_twice(lending: Lending) -> None:
    his, hers = FakeBooks(), FakeBooks()
    lender = await lending.lender(LocalEcho(0.0005), books=his)
    asker = await lending.asker(books=hers)
    text = "word " * 599 + "end"
    assert text_of(await run(PoolEngine(asker.requester, "echo"), say(text))) == text
    await wait_for(lambda: lender.worker.jobs == 0)
    assert [one.part for one in his.proposed] == [1, 2, 3]
    assert [one.prompt_tokens for one in his.proposed] == [600, 0, 0]
    assert sum(one.completion_tokens for one in his.proposed) == 600
    assert all(one.completion_tokens >= 256 for one in his.proposed[:2])
    assert hers.agreed == his.proposed
    assert len(his.kept) == 3
    first = his.proposed[0]
    assert (first.worker, first.requester) == (lender.device.public, asker.device.public)
    assert (first.model, first.model_sha256) == ("echo", ECHO.sha256)
    assert first.begun_at <= first.ended_at == his.proposed[1].begun_at


async def test_who_leaves_agrees_to_what_came_until_then(lending: Lending) -> None:
    his, hers = FakeBooks(), FakeBooks()
    lender = await lending.lender(LocalEcho(0.01), books=his)
    engine = PoolEngine((await lending.asker(books=hers)).requester, "echo")
    async with aclosing(engine.generate(say("word " * 500))) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                break
    await wait_for(lambda: lender.worker.jobs == 0, 2.0)
    assert len(his.kept) == 1
    assert hers.agreed == his.proposed
    assert his.proposed[0].completion_tokens < 50


async def test_vectors_are_written_down_too(lending: Lending) -> None:
    his = FakeBooks()
    lender = await lending.lender(books=his)
    await PoolEngine((await lending.asker(books=FakeBooks())).requester, "echo").embed(["one two", "three"])
    await wait_for(lambda: lender.worker.jobs == 0)
    assert [(one.prompt_tokens, one.completion_tokens) for one in his.proposed] == [(3, 0)]
    assert len(his.kept) == 1


@pytest.mark.parametrize("hers", [None, FakeBooks(forges=True)], ids=["says nothing", "forges"])
async def test_who_does_not_agree_gets_no_more(
    lending: Lending, hers: FakeBooks | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deai_desktop.pool.jobs.worker_parts.AGREE_SECONDS", 0.3)
    his = FakeBooks()
    lender = await lending.lender(LocalEcho(0.002), books=his)
    asker = await lending.asker(books=hers)
    engine = PoolEngine(asker.requester, "echo")
    with pytest.raises(NoWorkerError, match="No receipt"):
        await asyncio.wait_for(run(engine, say("word " * 3000)), 20)
    assert his.kept == []
    assert lender.worker.report.members[asker.device.public.text].refused["rules"] >= 1


async def test_a_worker_that_counts_too_much_is_left(lending: Lending) -> None:
    greedy = await lending.lender(
        LocalEcho(0.001), model=ECHO.model_copy(update={"speed": 1000.0, "slots": 9}), books=Greedy()
    )
    honest = await lending.lender(
        LocalEcho(0.001), model=ECHO.model_copy(update={"speed": 1.0}), books=FakeBooks()
    )
    hers = FakeBooks()
    engine = PoolEngine((await lending.asker(books=hers)).requester, "echo")
    text = "word " * 599 + "end"
    assert text_of(await run(engine, say(text))) == text
    assert {one.worker for one in hers.agreed} <= {honest.device.public}
    assert honest.engine.seen
    assert len(greedy.engine.seen) == 1


async def test_a_worker_that_says_itself_that_it_counts_too_much_is_left(
    lending: Lending, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it says beside the receipt counts no more than the receipt itself."""
    honest = WorkerJob._draft
    monkeypatch.setattr(
        WorkerJob, "_draft", lambda job, part, read, *rest: honest(job, part, read + 1, *rest)
    )
    hers = FakeBooks()
    await lending.lender(books=FakeBooks())
    requester = (await lending.asker(books=hers)).requester
    attempt = await requester.begin(Wanted(JobKind.GENERATE, "echo", "", 1, 10), write_generate(say("word")))

    async def read() -> None:
        while True:
            await attempt.next()

    with pytest.raises(LostError, match="counts other tokens"):
        await read()
    requester.let_go(attempt)
    assert hers.agreed == []


async def test_what_was_agreed_to_goes_out_though_the_job_is_let_go(lending: Lending) -> None:
    """The requester agrees in the very moment in which it is done with the answer."""
    his, hers = FakeBooks(), FakeBooks()
    lender = await lending.lender(books=his)
    requester = (await lending.asker(books=hers)).requester
    wanted = Wanted(JobKind.GENERATE, "echo", "", 1, 10)
    attempt = await requester.begin(wanted, write_generate(say("word")))
    take = attempt.take

    def take_and_close(data: bytes) -> None:
        if attempt._has_ended:  # what comes after the end is the receipt
            requester.let_go(attempt)
        take(data)

    attempt.take = take_and_close  # type: ignore[method-assign]
    await wait_for(lambda: lender.worker.jobs == 0, 2.0)
    assert len(his.kept) == 1
