"""The llama.cpp engine with the real starter model."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.engines.base import (
    Finished,
    FinishReason,
    GenerateRequest,
    Output,
    OutputKind,
    Sampling,
    TextDelta,
    Tool,
)
from deai_desktop.engines.supervisor import HostedEngine
from tests.contracts.engine import ask, run, text_of
from tests.contracts.writing_engine import GREEDY, SHIRT, WritingEngineContract
from tests.engines.conftest import started


@pytest.mark.real_model
class TestLlamaCpp(WritingEngineContract):
    @pytest.fixture(scope="class")
    async def engine(self, starter: Path) -> AsyncIterator[HostedEngine]:
        async with started("llama.cpp", starter) as engine:
            yield engine

    async def test_knows_what_it_loaded(self, engine: HostedEngine) -> None:
        facts = engine.facts
        assert (facts.context_length, facts.embedding_length) == (1024, 576)
        assert facts.has_chat_template
        assert facts.device == "CPU"
        assert facts.threads >= 1

    async def test_embeddings_come_while_answers_are_written(self, engine: HostedEngine) -> None:
        answer = asyncio.create_task(run(engine, ask("Tell me a long story.", max_tokens=60)))
        await asyncio.sleep(0.1)
        found = await engine.embed(["one two", "three"])
        assert len(found.vectors) == 2
        assert not answer.done()
        assert isinstance((await answer)[-1], Finished)

    async def test_a_long_prompt_is_cancelled_at_once(self, engine: HostedEngine) -> None:
        async with aclosing(engine.generate(ask("many words " * 450, max_tokens=1))) as events:
            await anext(events)
            await asyncio.sleep(0.2)
        started_at = time.monotonic()
        await engine.count_tokens(ask("next"))  # answered between two steps
        assert time.monotonic() - started_at < 0.25
        events_after = await run(engine, ask("many words " * 40, max_tokens=3))
        assert isinstance(events_after[-1], Finished)

    async def test_logit_bias_forbids_and_forces(self, engine: HostedEngine) -> None:
        biased = Sampling(temperature=0, logit_bias=((28, 100.0),))
        forced = text_of(await run(engine, ask("Hi", max_tokens=3, sampling=biased)))
        assert len(set(forced)) == 1

    async def test_penalties_change_what_is_said(self, engine: HostedEngine) -> None:
        request = ask("Repeat the word no", max_tokens=30, sampling=GREEDY)
        punished = ask(
            "Repeat the word no", max_tokens=30, sampling=Sampling(temperature=0, frequency_penalty=2.0)
        )
        assert text_of(await run(engine, request)) != text_of(await run(engine, punished))

    async def test_a_raw_prompt_is_continued(self, engine: HostedEngine) -> None:
        events = await run(
            engine, GenerateRequest(prompt="The capital of France is", max_tokens=3, sampling=GREEDY)
        )
        assert "Paris" in text_of(events)

    async def test_special_tokens_are_never_shown(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("Hi", sampling=GREEDY, max_tokens=200))
        assert "<|im_end|>" not in text_of(events)
        end = events[-1]
        assert isinstance(end, Finished)
        assert end.reason is FinishReason.STOP

    async def test_a_form_is_kept_where_an_answer_goes_on(self, engine: HostedEngine) -> None:
        request = ask("Describe a shirt", max_tokens=60, output=Output(OutputKind.JSON_SCHEMA, SHIRT))
        whole = text_of(await run(engine, request))
        for cut in range(0, len(whole) + 1, 3):
            rest = text_of(await run(engine, replace(request, begun=whole[:cut])))
            assert set(json.loads(whole[:cut] + rest)) == {"ok", "size"}

    async def test_what_was_begun_in_another_form_is_refused(self, engine: HostedEngine) -> None:
        request = ask("Describe a shirt", max_tokens=60, output=Output(OutputKind.JSON_SCHEMA, SHIRT))
        for begun in ("A shirt", '{"ok": true, "size": "XXL"', '{"ok": true, "size": "S"}}'):
            with pytest.raises(InvalidInputError):
                await run(engine, replace(request, begun=begun))
        assert await run(engine, ask("still there", max_tokens=1))

    async def test_a_tool_is_called_after_text_that_was_begun(self, engine: HostedEngine) -> None:
        begun = ask("Light on!", tools=(Tool("light"),), begun="I will switch it on.", max_tokens=20)
        assert isinstance((await run(engine, begun))[-1], Finished)

    async def test_text_comes_piece_by_piece(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("Tell me a long story about a river.", max_tokens=20, sampling=GREEDY))
        assert sum(isinstance(event, TextDelta) for event in events) > 2
