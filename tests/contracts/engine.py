"""What every engine promises, whatever runs the model."""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import aclosing
from dataclasses import replace

import pytest

from deai_desktop.core.errors import ContextOverflowError, UnsupportedError
from deai_desktop.engines.base import (
    Accepted,
    ChatMessage,
    Engine,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Role,
    Sampling,
    TextDelta,
    Tool,
    ToolCalled,
)
from deai_desktop.engines.supervisor import HostedEngine


def ask(text: str, **options: object) -> GenerateRequest:
    """Make a chat request of one message."""
    return replace(GenerateRequest((ChatMessage(Role.USER, text),)), **options)  # type: ignore[arg-type]


async def run(engine: Engine, request: GenerateRequest) -> list[GenerateEvent]:
    """Collect all events of an answer."""
    return [event async for event in engine.generate(request)]


def text_of(events: list[GenerateEvent]) -> str:
    """Join the text of an answer."""
    return "".join(event.text for event in events if isinstance(event, TextDelta))


class EngineContract:
    """Run these against an ``engine`` fixture."""

    async def test_accepts_then_streams_then_finishes(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("one two three four", max_tokens=4))
        assert isinstance(events[0], Accepted)
        assert isinstance(events[-1], Finished)
        assert sum(isinstance(event, Finished) for event in events) == 1
        assert text_of(events)
        assert events[-1].prompt_tokens == events[0].prompt_tokens > 0

    async def test_keeps_to_the_most_tokens(self, engine: HostedEngine) -> None:
        end = (await run(engine, ask("one two three four five six", max_tokens=2)))[-1]
        assert isinstance(end, Finished)
        assert (end.reason, end.completion_tokens) == (FinishReason.LENGTH, 2)

    async def test_says_how_many_tokens_its_text_took(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("one two three four five six", max_tokens=5))
        end = events[-1]
        assert isinstance(end, Finished)
        told = sum(event.tokens for event in events if isinstance(event, TextDelta))
        assert end.completion_tokens - 1 <= told <= end.completion_tokens  # the one that ends it has no text

    async def test_goes_on_with_an_answer_that_was_begun(self, engine: HostedEngine) -> None:
        greedy = ask("one two three four five six seven eight", sampling=Sampling(temperature=0))
        first = text_of(await run(engine, replace(greedy, max_tokens=3)))
        whole = text_of(await run(engine, replace(greedy, max_tokens=6)))
        events = await run(engine, replace(greedy, begun=first, max_tokens=3))
        assert first + text_of(events) == whole
        plain = await run(engine, replace(greedy, max_tokens=1))
        assert isinstance(events[0], Accepted)
        assert isinstance(plain[0], Accepted)
        assert events[0].prompt_tokens > plain[0].prompt_tokens

    async def test_counts_the_tokens_it_will_see(self, engine: HostedEngine) -> None:
        request = ask("one two three", max_tokens=1)
        first = (await run(engine, request))[0]
        assert isinstance(first, Accepted)
        assert await engine.count_tokens(request) == first.prompt_tokens

    async def test_the_same_seed_gives_the_same_text(self, engine: HostedEngine) -> None:
        request = ask("Tell me a story about a dog", max_tokens=16, sampling=Sampling(temperature=1, seed=5))
        first = text_of(await run(engine, request))
        await run(engine, ask("Something else", max_tokens=4))
        assert text_of(await run(engine, request)) == first

    async def test_the_same_seed_gives_the_same_text_amid_others(self, engine: HostedEngine) -> None:
        request = ask("Tell me a story about a dog", max_tokens=16, sampling=Sampling(temperature=1, seed=5))
        alone = text_of(await run(engine, request))
        others = [
            asyncio.create_task(run(engine, ask(f"Story {place} " * (10 * place + 5), max_tokens=20 - place)))
            for place in range(4)
        ]
        again = await asyncio.gather(*(run(engine, request) for _ in range(2)))
        await asyncio.gather(*others)
        assert [text_of(events) for events in again] == [alone] * 2

    async def test_refuses_a_prompt_that_is_too_long(self, engine: HostedEngine) -> None:
        with pytest.raises(ContextOverflowError):
            await run(engine, ask("word " * (engine.facts.context_length + 10)))
        assert await run(engine, ask("still there", max_tokens=1))

    async def test_leaving_cancels(self, engine: HostedEngine) -> None:
        async with aclosing(engine.generate(ask("count " * 200, max_tokens=3000))) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    break
        started = time.monotonic()
        assert engine.requests == 0
        await run(engine, ask("next", max_tokens=1))
        assert time.monotonic() - started < 1.0

    async def test_a_request_can_be_cancelled_while_it_waits(self, engine: HostedEngine) -> None:
        async with aclosing(engine.generate(ask("first " * 50, max_tokens=50))) as first:
            await anext(first)
            async with aclosing(engine.generate(ask("second", max_tokens=5))) as second:
                assert isinstance(await anext(second), Accepted)
            rest = [event async for event in first]
        assert isinstance(rest[-1], Finished)

    async def test_serves_several_requests_at_once(self, engine: HostedEngine) -> None:
        requests = [ask(f"number {place}", max_tokens=5, requester=f"r{place % 2}") for place in range(6)]
        answers = await asyncio.gather(*(run(engine, request) for request in requests))
        assert all(isinstance(events[-1], Finished) for events in answers)

    async def test_a_tool_that_is_required_is_called(self, engine: HostedEngine) -> None:
        tool = Tool(
            "light", "Switch the light", {"type": "object", "properties": {"on": {"type": "boolean"}}}
        )
        events = await run(engine, ask("Light on!", tools=(tool,), tool_choice="required", max_tokens=80))
        calls = [event.call for event in events if isinstance(event, ToolCalled)]
        assert [call.name for call in calls] == ["light"]
        assert isinstance(events[-1], Finished)
        assert events[-1].reason is FinishReason.TOOL_CALLS

    async def test_embeddings_have_unit_length(self, engine: HostedEngine) -> None:
        if not engine.facts.embedding_length:
            with pytest.raises(UnsupportedError):
                await engine.embed(["one two", "three"])
            return
        found = await engine.embed(["one two", "three"])
        assert len(found.vectors) == 2
        assert found.prompt_tokens > 0
        for vector in found.vectors:
            assert len(vector) == engine.facts.embedding_length
            assert math.isclose(math.hypot(*vector), 1, rel_tol=1e-3)

    async def test_any_character_survives(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("ü 漢字 🎉 \x00 \ud800 </s>", max_tokens=5))
        assert isinstance(events[-1], Finished)
