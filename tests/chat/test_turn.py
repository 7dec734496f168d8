"""Turns end well however they are stopped, and a prompt is made to fit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.chat.conversation import Conversation, MessageStatus
from deai_desktop.chat.prompt import fit
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.chat.turn import Ended, Order, Turns
from deai_desktop.core.errors import EngineStartError
from deai_desktop.core.events import EventBus
from deai_desktop.engines.base import (
    Accepted,
    ChatMessage,
    Embeddings,
    Engine,
    EngineFacts,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Priority,
    Role,
    TextDelta,
)
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.storage.database import Database

MODEL = Model("fake", "Fake", "fake", Path("/nowhere"), 0, "", "", True, ModelFacts(), 0.0)


class FakeEngine:
    """Count words as tokens and say ``words``; wait for ``gate`` before the second one."""

    def __init__(self, window: int = 100, words: Sequence[str] = ("Hello", " you")) -> None:
        self.facts = EngineFacts(window, 1, True, False, "CPU", 1)
        self.gate = asyncio.Event()
        self.words = words
        self.asked: list[GenerateRequest] = []

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        self.asked.append(request)
        yield Accepted(1)
        for word in self.words:
            yield TextDelta(word)
            await self.gate.wait()
        yield Finished(FinishReason.STOP, 1, len(self.words))

    async def count_tokens(self, request: GenerateRequest) -> int:
        return sum(len(message.content.split()) for message in request.messages)

    async def embed(
        self, texts: Sequence[str], requester: str = "owner", priority: Priority = Priority.INTERACTIVE
    ) -> Embeddings:
        raise NotImplementedError


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[ConversationRepository]:
    with Database(tmp_path / "chat.sqlite3") as database:
        yield ConversationRepository(database)


@pytest.fixture
def conversation(repository: ConversationRepository) -> Conversation:
    return repository.create()


def turns_with(repository: ConversationRepository, engine: Engine | Exception) -> Turns:
    @asynccontextmanager
    async def source(
        model: Model, on_progress: Callable[[float], None], on_place: Callable[[str], None], stays: bool
    ) -> AsyncIterator[Engine]:
        if isinstance(engine, Exception):
            raise engine
        yield engine

    async def choose(_: str) -> Model:
        return MODEL

    return Turns(repository, choose, source, EventBus())


async def test_a_turn_that_is_stopped_twice_is_stored_once(
    repository: ConversationRepository, conversation: Conversation
) -> None:
    turns = turns_with(repository, FakeEngine())
    turn = await turns.start(conversation.id, Order("Hi"))
    await asyncio.sleep(0.1)
    assert all(await asyncio.gather(turns.stop(conversation.id), turns.stop(conversation.id)))
    answer = repository.get(conversation.id).messages[-1]
    assert (answer.status, answer.content) == (MessageStatus.STOPPED, "Hello")
    assert isinstance([event async for event in turn.follow()][-1], Ended)


async def test_a_turn_that_is_stopped_before_its_first_step_ends_too(
    repository: ConversationRepository, conversation: Conversation
) -> None:
    turns = turns_with(repository, FakeEngine())
    await turns.start(conversation.id, Order("Hi"))
    assert await asyncio.wait_for(turns.stop(conversation.id), 5)
    assert repository.get(conversation.id).messages[-1].status is MessageStatus.STOPPED
    engine = FakeEngine()
    engine.gate.set()
    again = await turns_with(repository, engine).start(conversation.id, Order("Again"))
    assert isinstance([event async for event in again.follow()][-1], Ended)


async def test_many_can_follow_from_the_beginning(
    repository: ConversationRepository, conversation: Conversation
) -> None:
    engine = FakeEngine()
    turns = turns_with(repository, engine)
    turn = await turns.start(conversation.id, Order("Hi"))

    async def read() -> list[object]:
        return [event async for event in turn.follow()]

    early = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    engine.gate.set()
    assert await early == await read()


async def test_a_model_that_does_not_load_leaves_a_failed_answer_that_is_passed_over(
    repository: ConversationRepository, conversation: Conversation
) -> None:
    turn = await turns_with(repository, EngineStartError("broken")).start(conversation.id, Order("First"))
    last = [event async for event in turn.follow()][-1]
    assert isinstance(last, Ended)
    assert isinstance(last.error, EngineStartError)
    assert last.message.status is MessageStatus.FAILED
    engine = FakeEngine()
    engine.gate.set()
    turn = await turns_with(repository, engine).start(conversation.id, Order("Second"))
    assert [event async for event in turn.follow()]
    assert [message.content for message in engine.asked[0].messages] == ["First\n\nSecond"]


@pytest.mark.expects_errors_in_log
async def test_a_fault_of_ours_ends_the_turn_and_is_logged(
    repository: ConversationRepository, conversation: Conversation
) -> None:
    turn = await turns_with(repository, RuntimeError("bug")).start(conversation.id, Order("Hi"))
    last = [event async for event in turn.follow()][-1]
    assert isinstance(last, Ended)
    assert last.error is not None
    assert "bug" not in last.error.message


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=12),
    st.integers(16, 120),
    st.integers(0, 12),
    st.booleans(),
)
def test_a_prompt_that_was_cut_fits_and_begins_with_the_person(
    lengths: list[int], window: int, left_out: int, with_system: bool
) -> None:
    roles = (Role.USER, Role.ASSISTANT)
    turns = [ChatMessage(roles[place % 2], "word " * length) for place, length in enumerate(lengths)]
    if len(turns) % 2 == 0:
        turns.append(ChatMessage(Role.USER, "last"))
    system = [ChatMessage(Role.SYSTEM, "Be brief.")] if with_system else []

    async def run() -> tuple[GenerateRequest, int, bool]:
        engine = FakeEngine(window)
        request, count = await fit(engine, GenerateRequest((*system, *turns)), left_out)
        return request, count, await engine.count_tokens(request) < window

    request, count, fits = asyncio.run(run())
    kept = request.messages[len(system) :]
    assert request.messages[: len(system)] == tuple(system)
    assert kept == tuple(turns[count:])
    assert kept[0].role is Role.USER
    assert fits or len(kept) == 1
    if count < min(left_out, len(turns) - 1):
        assert turns[count:][0].role is Role.USER
