"""A worker that answers with another model than it says is found, shown, and asked last; honest ones are not."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from deai_desktop.engines.base import (
    Accepted,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Logprob,
    Output,
    OutputKind,
    Sampling,
    TextDelta,
    TokenLogprob,
)
from deai_desktop.pool.accounts import accounts_of
from deai_desktop.pool.checks.checker import CheckRules, odd_ones
from deai_desktop.pool.checks.likelihood import gaps_in, is_greedy
from deai_desktop.pool.checks.questions import new_question
from deai_desktop.pool.exchange import LocalModels
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.presence import OfferedModel
from tests.contracts.engine import run, text_of
from tests.pool.lending import ECHO, LocalEcho, always, say
from tests.pool.test_service import Computer, found, is_online

pytestmark = pytest.mark.anyio
GREEDY = Sampling(temperature=0.0)
LONG = " ".join(f"word{number}" for number in range(50))


class Liar(LocalEcho):
    """An engine that answers with quite other words, as a smaller model would."""

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        last = request.messages[-1]
        turned = replace(last, content=" ".join(reversed(last.content.split())))
        async for event in super().generate(replace(request, messages=(turned,))):
            yield event


class Scripted(LocalEcho):
    """A model that finds a text best, and knows one other way at each word."""

    def __init__(self, text: str, others: dict[str, tuple[str, float]]) -> None:
        super().__init__()
        self.words = [f" {word}" for word in text.split()]
        self.words[0] = self.words[0].strip()
        self.others = others
        self.runs = 0

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        self.runs += 1
        place = len(request.begun.split())
        yield Accepted(1)
        for word in self.words[place : place + (request.max_tokens or 99)]:
            other, gap = self.others.get(word.strip(), ("x", 9.0))
            top = (_logprob(word, -0.5), _logprob(f" {other}", -0.5 - gap))
            yield TextDelta(word, (TokenLogprob(word, tuple(word.encode()), -0.5, top),), 1)
        yield Finished(FinishReason.STOP, 1, 1)


def _logprob(text: str, logprob: float) -> Logprob:
    return Logprob(text, tuple(text.encode()), logprob)


async def gaps(answer: str, model: Scripted) -> list[float]:
    return [round(gap, 3) for gap in await gaps_in(model, say("x", sampling=GREEDY), answer)]


async def test_each_token_of_an_answer_is_held_against_the_models_own_choice() -> None:
    others = {"two": ("zwei", 0.1), "four": ("vier", 3.0)}
    assert await gaps("one two three four", Scripted("one two three four", others)) == [0, 0, 0, 0]
    model = Scripted("one two three four five", others)
    assert await gaps("one zwei three vier five", model) == [0, 0.1, 0, 3.0, 0]
    assert model.runs == 3
    assert await gaps("one nothing that it knows", Scripted("one two three", others)) == [0, 0.1]
    assert await gaps("", Scripted("one", {})) == []
    assert await gaps("one two and more", Scripted("one two", {})) == [0, 0]  # it would end there
    assert len(await gaps_in(LocalEcho(), say(LONG), LONG, most=7)) == 7


def test_only_greedy_answers_are_looked_at_again() -> None:
    plain = say("x", sampling=GREEDY)
    assert is_greedy(plain)
    assert not is_greedy(say("x"))
    assert not is_greedy(replace(plain, sampling=Sampling(temperature=0.0, repeat_penalty=1.1)))
    assert not is_greedy(replace(plain, sampling=Sampling(temperature=0.0, logit_bias=((5, 9.0),))))
    assert not is_greedy(replace(plain, output=Output(OutputKind.JSON)))


def test_questions_are_made_of_common_words_and_never_the_same() -> None:
    chance = random.Random(1)
    asked = {new_question(chance).messages[0].content for _ in range(50)}
    assert len(asked) == 50
    assert is_greedy(new_question(chance))


def test_of_three_answers_the_odd_one_is_found() -> None:
    other = " ".join(reversed(LONG.split()))
    third = " ".join(sorted(LONG.split(), reverse=True))
    assert odd_ones([LONG, LONG, LONG]) == [None]
    assert odd_ones([other, LONG, LONG]) == [0]
    assert odd_ones([LONG, other, LONG]) == [1]
    assert odd_ones([LONG, LONG, other]) == [2]
    assert odd_ones([LONG, other, third]) == []
    assert odd_ones(["short", "short", "short"]) == []


class Friends:
    """A pool in which Ada asks, and everybody else works."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.ada = self._computer("Ada", LocalEcho(), ECHO)

    def _computer(self, name: str, engine: LocalEcho, model: OfferedModel | None) -> Computer:
        computer = Computer(self._folder / name)
        computer.engine = engine
        offered = [model] if model else []
        computer.models = LocalModels(
            always(engine), lambda: offered, CheckRules(lambda: 100, seconds_apart=0.0)
        )
        return computer

    async def begin(self, *, has_model: bool) -> None:
        if not has_model:
            self.ada = self._computer("Ada", LocalEcho(), None)
        await self._stack.enter_async_context(self.ada)
        await found(self.ada)
        self.ada.pools.accept_risk("Friends")

    async def join(self, name: str, engine: LocalEcho, speed: float) -> Computer:
        computer = self._computer(name, engine, ECHO.model_copy(update={"speed": speed}))
        await self._stack.enter_async_context(computer)
        invite = self.ada.pools.invite("Friends", Role.BOTH, 3600)
        await computer.pools.join(invite.text, name)
        await computer.sees(is_online)
        computer.pools.lend("Friends", lends=True)
        await self.ada.sees(
            lambda _: any(one.worker.name == name for one in self.ada.pools.offerings()["Friends"])
        )
        return computer

    async def ask(self, request: GenerateRequest) -> tuple[str, str]:
        """Ask, and return the answer and who gave it."""
        asked: list[str] = []
        engine = self.ada.pools.engine("Friends", "echo", lambda by: asked.append(by.name))
        return text_of(await run(engine, request)), asked[-1]

    async def checked(self, name: str, seen_by: Computer | None = None) -> tuple[int, int, int, int]:
        """Wait until the log tells of a check, and return passed and failed canaries, then rechecks."""
        computer = seen_by or self.ada
        async with asyncio.timeout(15):
            while True:
                for one in (await accounts_of(computer.pools.find("Friends"))).accounts:
                    said = one.record.canaries, one.record.rechecks
                    if one.name == name and any(checks.passed + checks.failed for checks in said):
                        return (said[0].passed, said[0].failed, said[1].passed, said[1].failed)
                await asyncio.sleep(0.02)

    def suspects(self) -> set[str]:
        return {one.worker.name for one in self.ada.pools.offerings()["Friends"] if one.is_suspect}


@pytest.fixture
async def friends(tmp_path: Path) -> AsyncIterator[Friends]:
    async with AsyncExitStack() as stack:
        yield Friends(tmp_path, stack)


async def test_a_worker_that_cheats_is_found_shown_and_asked_last(friends: Friends) -> None:
    await friends.begin(has_model=True)
    bob = await friends.join("Bob", LocalEcho(), 10.0)
    await friends.join("Mallory", Liar(), 1000.0)
    answer, by = await friends.ask(say(LONG, sampling=GREEDY))
    assert (by, answer == LONG) == ("Mallory", False)
    for computer in (friends.ada, bob):
        assert await friends.checked("Mallory", computer) == (0, 0, 0, 1)
    assert friends.suspects() == {"Mallory"}
    assert await friends.ask(say(LONG, sampling=GREEDY)) == (LONG, "Bob")
    assert await friends.checked("Bob") == (0, 0, 1, 0)
    assert friends.suspects() == {"Mallory"}


async def test_a_chatty_answer_leads_to_a_question_of_common_words(friends: Friends) -> None:
    await friends.begin(has_model=True)
    mallory = await friends.join("Mallory", Liar(), 1000.0)
    await friends.ask(say("my secret"))
    assert await friends.checked("Mallory") == (0, 1, 0, 0)
    assert friends.suspects() == {"Mallory"}
    assert len(mallory.engine.seen) == 2
    assert "secret" not in mallory.engine.seen[1].messages[0].content


async def test_without_the_model_here_three_workers_are_compared(friends: Friends) -> None:
    await friends.begin(has_model=False)
    workers = [await friends.join(name, LocalEcho(), 100.0) for name in ("Bob", "Eve")]
    workers.append(await friends.join("Mallory", Liar(), 1000.0))
    await friends.ask(say("my secret"))
    assert await friends.checked("Mallory") == (0, 1, 0, 0)
    assert await friends.checked("Bob") == (1, 0, 0, 0)
    assert friends.suspects() == {"Mallory"}
    asked = [one.messages[0].content for worker in workers for one in worker.engine.seen]
    assert sum("secret" in one for one in asked) == 1  # the answer that was wanted


async def test_nothing_is_checked_while_this_pc_is_busy(friends: Friends) -> None:
    busy = True
    rules = CheckRules(lambda: 100, lambda: busy, 0.0)
    friends.ada.models = replace(friends.ada.models, checks=rules)
    await friends.begin(has_model=True)
    bob = await friends.join("Bob", LocalEcho(), 10.0)
    await friends.ask(say(LONG))
    await asyncio.sleep(0.2)
    assert len(bob.engine.seen) == 1
    assert friends.ada.engine.seen == []
