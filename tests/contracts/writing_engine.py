"""What every engine promises on top that runs a real model: forms of answers, and the reuse of what was read."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import aclosing
from typing import Any

import pytest

from deai_desktop.core.errors import DeadlineError, InvalidInputError
from deai_desktop.engines.base import (
    ChatMessage,
    Finished,
    GenerateRequest,
    Output,
    OutputKind,
    Priority,
    Role,
    Sampling,
    TextDelta,
    Tool,
)
from deai_desktop.engines.supervisor import HostedEngine
from tests.contracts.engine import EngineContract, ask, run, text_of

GREEDY = Sampling(temperature=0)
SHIRT: dict[str, Any] = {
    "type": "object",
    "properties": {"ok": {"type": "boolean"}, "size": {"enum": ["S", "M"]}},
    "required": ["ok", "size"],
    "additionalProperties": False,
}


SHARED: dict[str, Any] = {"priority": Priority.SHARED, "requester": "a member", "sampling": GREEDY}


class WritingEngineContract(EngineContract):
    """Run these against an ``engine`` fixture, which works on four answers at once."""

    async def test_a_follow_up_reuses_the_work_of_earlier_turns(self, engine: HostedEngine) -> None:
        first = GenerateRequest((ChatMessage(Role.USER, "Tell me about rivers. " * 20),), max_tokens=20)
        events = await run(engine, first)
        answer = ChatMessage(Role.ASSISTANT, text_of(events))
        follow_up = GenerateRequest((*first.messages, answer, ChatMessage(Role.USER, "More.")), max_tokens=5)
        end = (await run(engine, follow_up))[-1]
        assert isinstance(end, Finished)
        assert end.cached_tokens > 0.8 * end.prompt_tokens

    async def test_json_keeps_to_its_schema(self, engine: HostedEngine) -> None:
        request = ask("Describe a shirt", max_tokens=60, output=Output(OutputKind.JSON_SCHEMA, SHIRT))
        answer = json.loads(text_of(await run(engine, request)))
        assert set(answer) == {"ok", "size"}

    async def test_a_free_answer_is_possible_beside_tools(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("Say hello", tools=(Tool("light"),), max_tokens=10, sampling=GREEDY))
        assert text_of(events)

    @pytest.mark.parametrize(
        "schema",
        [
            {"$ref": "#/nowhere"},
            {"type": "nonsense"},
            {"type": "string", "pattern": "(" * 100},
            {"type": "array", "items": {"type": "integer"}, "minItems": 10**9},
            {"anyOf": [{"type": "object", "properties": {str(n): {} for n in range(9000)}}]},
        ],
        ids=["unknown reference", "unknown type", "broken pattern", "huge count", "huge"],
    )
    async def test_a_schema_that_can_not_be_used_fails_alone(
        self, engine: HostedEngine, schema: dict[str, object]
    ) -> None:
        with pytest.raises(InvalidInputError):
            await run(engine, ask("x", max_tokens=5, output=Output(OutputKind.JSON_SCHEMA, schema)))
        assert await run(engine, ask("still there", max_tokens=1))

    async def test_several_answers_are_written_at_once(self, engine: HostedEngine) -> None:
        assert engine.facts.slots == 4
        firsts: dict[int, float] = {}
        lasts: dict[int, float] = {}

        async def follow(place: int) -> None:
            story = ask(f"Tell me story number {place}.", max_tokens=40, logprobs=0, sampling=GREEDY)
            async for event in engine.generate(story):
                if isinstance(event, TextDelta):
                    lasts[place] = time.monotonic()
                    firsts.setdefault(place, lasts[place])

        await asyncio.gather(*(follow(place) for place in range(4)))
        assert max(firsts.values()) < min(lasts.values())

    async def test_shared_work_comes_out_the_same_when_the_owner_comes_between(
        self, engine: HostedEngine
    ) -> None:
        jobs = [
            ask(f"Write about the number {place}. " * (10 * place + 1), max_tokens=24, **SHARED)
            for place in range(3)
        ]
        undisturbed = [text_of(await run(engine, job)) for job in jobs]
        disturbed = [asyncio.create_task(run(engine, job)) for job in jobs]
        for place in range(3):
            await asyncio.sleep(0.15)
            await asyncio.gather(
                *(run(engine, ask(f"Quick: {place} {more}", max_tokens=6)) for more in "abcd")
            )
        assert [text_of(await one) for one in disturbed] == undisturbed

    async def test_shared_work_past_its_deadline_is_handed_back(self, engine: HostedEngine) -> None:
        late = ask("Count to a thousand", max_tokens=900, deadline=0.2, **SHARED)
        started_at = time.monotonic()
        with pytest.raises(DeadlineError):
            await run(engine, late)
        assert time.monotonic() - started_at < 2.0
        assert await run(engine, ask("still there", max_tokens=1))

    async def test_cancelling_one_does_not_disturb_another(self, engine: HostedEngine) -> None:
        long = ask("many different words " * 100, max_tokens=12, sampling=Sampling(seed=3))
        alone = text_of(await run(engine, long))
        disturbed = asyncio.create_task(run(engine, long))
        for _ in range(8):
            await asyncio.sleep(0.05)
            async with aclosing(engine.generate(ask("cancelled", max_tokens=5))) as events:
                await anext(events)
        assert text_of(await disturbed) == alone
