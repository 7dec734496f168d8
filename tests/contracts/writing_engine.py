"""What every engine promises on top that runs a real model: forms of answers, and the reuse of what was read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.engines.base import (
    ChatMessage,
    Finished,
    GenerateRequest,
    Output,
    OutputKind,
    Role,
    Sampling,
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


class WritingEngineContract(EngineContract):
    """Run these against an ``engine`` fixture."""

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
