"""Members do jobs for each other over a real hub: answers stream, end, are cancelled, refused, and go elsewhere."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from deai_desktop.core.errors import ContextOverflowError, DeadlineError
from deai_desktop.engines.base import Finished, FinishReason, Priority, TextDelta
from deai_desktop.pool.errors import NoWorkerError
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.pool_engine import Destination, PoolEngine
from deai_desktop.pool.jobs.worker_rules import RuleBook
from tests.contracts.engine import EngineContract, run, text_of
from tests.pool.lending import ECHO, Lending, LocalEcho, say, wait_for
from tests.pool.pools import Pool
from tests.pool.running_pool import running

pytestmark = pytest.mark.anyio
WORDS = " ".join(f"word{place}" for place in range(40))


@pytest.fixture
async def lending(tmp_path: Path) -> AsyncIterator[Lending]:
    async with running(tmp_path / "hub", Pool()) as pool:
        lending = Lending(pool)
        try:
            yield lending
        finally:
            await lending.close()
        assert pool.troubles == []


class TestPoolEngine(EngineContract):
    """What every engine promises, a pool's model promises too."""

    @pytest.fixture
    async def engine(self, lending: Lending) -> PoolEngine:
        await lending.lender(
            LocalEcho(0.002, 1024), model=ECHO.model_copy(update={"context_length": 1024, "slots": 8})
        )
        return PoolEngine((await lending.asker()).requester, "echo")

    async def test_counts_the_tokens_it_will_see(self, engine: PoolEngine) -> None:  # type: ignore[override]
        """It estimates them, since only the worker could count."""
        request = say("one two three", max_tokens=1)
        assert await engine.count_tokens(request) >= 3

    async def test_the_longest_request_arrives_whole(self, lending: Lending) -> None:
        lender = await lending.lender(LocalEcho(0, 10_000_000))
        engine = PoolEngine((await lending.asker()).requester, "echo")
        long = 'ab"\\ü🎉 ' * 200_000
        events = await run(engine, say(long, max_tokens=3))
        assert lender.engine.seen[0].messages[0].content == long
        assert isinstance(events[-1], Finished)


async def test_an_answer_streams_and_says_who_gives_it(lending: Lending) -> None:
    lender = await lending.lender(LocalEcho(0.01))
    asker = await lending.asker()
    served: list[Destination] = []
    engine = PoolEngine(asker.requester, "echo", on_worker=served.append)
    events = await run(engine, say(WORDS))
    assert text_of(events) == WORDS
    assert sum(isinstance(event, TextDelta) for event in events) > 10
    assert [(one.worker, one.name, one.model) for one in served] == [
        (lender.device.public, "Ada's PC", "echo")
    ]
    seen = lender.engine.seen[0]
    assert (seen.priority, seen.requester) == (Priority.SHARED, asker.device.public.text)


async def test_leaving_cancels_on_the_workers_pc(lending: Lending) -> None:
    lender = await lending.lender(LocalEcho(0.02))
    engine = PoolEngine((await lending.asker()).requester, "echo")
    async with aclosing(engine.generate(say(WORDS))) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                break
    await wait_for(lambda: lender.worker.jobs == 0, 1.0)
    assert lender.engine.cancelled == 1


async def test_a_busy_worker_sends_the_job_to_the_next(lending: Lending) -> None:
    fast = await lending.lender(LocalEcho(0.02), model=ECHO.model_copy(update={"speed": 1000.0}))
    slow = await lending.lender(LocalEcho(0.0), model=ECHO.model_copy(update={"speed": 1.0}))
    asker = await lending.asker()
    engine = PoolEngine(asker.requester, "echo")
    first = asyncio.create_task(run(engine, say(WORDS, max_tokens=40)))
    await wait_for(lambda: fast.worker.jobs == 1)
    assert text_of(await run(engine, say("second"))) == "second"
    assert len(slow.engine.seen) == 1
    assert text_of(await first) == WORDS


async def test_says_so_when_all_are_busy_or_nobody_has_the_model(lending: Lending) -> None:
    lender = await lending.lender(LocalEcho(0.02))
    asker = await lending.asker()
    engine = PoolEngine(asker.requester, "echo")
    first = asyncio.create_task(run(engine, say(WORDS, max_tokens=40)))
    await wait_for(lambda: lender.worker.jobs == 1)
    with pytest.raises(NoWorkerError, match="All who offer echo are busy"):
        await run(engine, say("second"))
    with pytest.raises(NoWorkerError, match="Nobody offers"):
        await run(PoolEngine(asker.requester, "other"), say("x"))
    await first


async def test_a_job_waits_where_the_worker_lets_it(lending: Lending) -> None:
    lender = await lending.lender(LocalEcho(0.005), waiting=1)
    engine = PoolEngine((await lending.asker()).requester, "echo")
    answers = await asyncio.gather(*(run(engine, say(WORDS)) for _ in range(2)))
    assert [text_of(events) for events in answers] == [WORDS] * 2
    assert len(lender.engine.seen) == 2


async def test_vectors_are_made_by_others(lending: Lending) -> None:
    lender = await lending.lender()
    asker = await lending.asker()
    found = await PoolEngine(asker.requester, "echo").embed(["one two", "three"])
    assert found.prompt_tokens == 3
    assert [len(vector) for vector in found.vectors] == [8, 8]
    assert lender.engine.embedded == [(("one two", "three"), asker.device.public.text, Priority.SHARED)]


async def test_a_prompt_too_long_for_one_goes_to_one_with_more_room(lending: Lending) -> None:
    small = ECHO.model_copy(update={"context_length": 50_000, "speed": 1000.0})
    await lending.lender(LocalEcho(0, 100), model=small)
    await lending.lender(
        LocalEcho(0, 1000), model=ECHO.model_copy(update={"context_length": 60_000, "speed": 1.0})
    )
    engine = PoolEngine((await lending.asker()).requester, "echo")
    assert text_of(await run(engine, say("a " * 200, max_tokens=2))) == "a a"
    with pytest.raises(ContextOverflowError):
        await run(engine, say("a " * 2000))


async def test_a_deadline_holds(lending: Lending) -> None:
    await lending.lender(LocalEcho(0.2))
    engine = PoolEngine((await lending.asker()).requester, "echo")
    started = time.monotonic()
    with pytest.raises(DeadlineError):
        await run(engine, say(WORDS, deadline=0.1))
    assert time.monotonic() - started < 4


async def test_a_worker_that_closes_hands_its_job_on(lending: Lending) -> None:
    first = await lending.lender(LocalEcho(0.02), model=ECHO.model_copy(update={"speed": 1000.0}))
    second = await lending.lender(LocalEcho(0.0), model=ECHO.model_copy(update={"speed": 10.0}))
    served: list[Destination] = []
    engine = PoolEngine((await lending.asker()).requester, "echo", on_worker=served.append)
    answer = asyncio.create_task(run(engine, say(WORDS, max_tokens=40)))
    await wait_for(lambda: len(served) == 1)
    await asyncio.sleep(0.2)
    await first.close()
    events = await answer
    assert text_of(events) == WORDS
    end = events[-1]
    assert isinstance(end, Finished)
    assert (end.reason, end.completion_tokens, end.prompt_tokens) == (FinishReason.STOP, 40, 1 * 40)
    assert [one.worker for one in served] == [first.device.public, second.device.public]
    begun = second.engine.seen[0].begun
    assert begun
    assert WORDS.startswith(begun)


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (RuleBook(models=frozenset({"other"})), "not for others"),
        (RuleBook(tokens_an_hour=5), "5 tokens an hour"),
        (RuleBook(roles=frozenset({Role.ADMIN})), "role"),
        (
            RuleBook(content_policy=lambda texts: "Not that." if "bomb" in " ".join(texts) else None),
            "Not that",
        ),
    ],
    ids=["model", "tokens", "role", "content"],
)
async def test_the_owners_rules_are_kept(lending: Lending, book: RuleBook, why: str) -> None:
    lender = await lending.lender(book=book)
    engine = PoolEngine((await lending.asker()).requester, "echo")
    with pytest.raises(NoWorkerError, match=why):
        await run(engine, say("a bomb", max_tokens=20))
    assert lender.engine.seen == []


async def test_a_prompt_longer_than_was_said_is_not_answered(lending: Lending) -> None:
    lender = await lending.lender(book=RuleBook(tokens_an_hour=3000))
    engine = PoolEngine((await lending.asker()).requester, "echo")
    with pytest.raises(NoWorkerError, match="an hour"):
        await run(engine, say("a " * 3500, max_tokens=100))  # a byte a token: the estimate is too low
    assert lender.engine.cancelled == 1


async def test_tokens_are_counted_by_the_hour(lending: Lending) -> None:
    await lending.lender(book=RuleBook(tokens_an_hour=60))
    engine = PoolEngine((await lending.asker()).requester, "echo")
    assert text_of(await run(engine, say("one two three", max_tokens=30)))
    assert text_of(await run(engine, say("one two three", max_tokens=30)))
    with pytest.raises(NoWorkerError, match="an hour"):
        await run(engine, say("one two three", max_tokens=55))
