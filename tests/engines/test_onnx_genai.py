"""The engine on ONNX Runtime GenAI: with a tiny model of random weights, and with a real one where there is one.

``python -m tests.onnx_model FOLDER`` makes a real one of the starter; ``DEAI_TEST_ONNX_MODEL`` names its folder.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from deai_desktop.core.errors import EngineStartError, InvalidInputError, ModelFileError, UnsupportedError
from deai_desktop.engines.base import (
    Finished,
    FinishReason,
    GenerateRequest,
    LoadOptions,
    Output,
    OutputKind,
    Sampling,
    TextDelta,
)
from deai_desktop.engines.supervisor import HostedEngine
from tests.contracts.engine import ask, run, text_of
from tests.contracts.writing_engine import GREEDY, SHIRT, WritingEngineContract
from tests.engines.conftest import started
from tests.tiny_onnx import CONTEXT, VOCABULARY, make_tiny_onnx

REAL = os.environ.get("DEAI_TEST_ONNX_MODEL", "")


class OnnxContract(WritingEngineContract):
    """What holds for any model on this engine."""

    async def test_what_is_reused_changes_nothing(self, engine: HostedEngine) -> None:
        question = ask("Where does the river go?", max_tokens=12, logprobs=0, sampling=GREEDY)
        events = []
        for before in ("Something else", "Where does the river go in the end?"):
            await run(engine, ask(before, max_tokens=8))
            events.append(await run(engine, question))
        first, second = (
            next(one.logprob for event in found if isinstance(event, TextDelta) for one in event.logprobs)
            for found in events
        )
        assert first == pytest.approx(second, abs=0.05)

    async def test_a_form_does_not_disturb_the_next_answer(self, engine: HostedEngine) -> None:
        plain = ask("Say something", max_tokens=8, sampling=Sampling(seed=1))
        alone = text_of(await run(engine, plain))
        await run(engine, ask("Say something", max_tokens=60, output=Output(OutputKind.JSON_SCHEMA, SHIRT)))
        assert text_of(await run(engine, plain)) == alone

    async def test_an_answer_in_a_form_is_not_gone_on_with(self, engine: HostedEngine) -> None:
        request = ask("Describe a shirt", output=Output(OutputKind.JSON_SCHEMA, SHIRT), begun="{")
        with pytest.raises(UnsupportedError):
            await run(engine, request)

    async def test_a_stop_text_ends_the_answer(self, engine: HostedEngine) -> None:
        whole = text_of(await run(engine, ask("Hello", max_tokens=12, sampling=GREEDY)))
        events = await run(engine, ask("Hello", max_tokens=12, sampling=GREEDY, stop=(whole[3:6],)))
        assert text_of(events) == whole[: whole.index(whole[3:6])]
        assert isinstance(events[-1], Finished)
        assert events[-1].reason is FinishReason.STOP

    async def test_log_probabilities_are_the_model_s(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("Hello", max_tokens=5, logprobs=3, sampling=GREEDY))
        told = [one for event in events if isinstance(event, TextDelta) for one in event.logprobs]
        assert len(told) == 5
        for one in told:
            assert one.logprob == one.top[0].logprob >= one.top[1].logprob >= one.top[2].logprob
            assert one.logprob <= 0
        assert "".join(bytes(one.octets).decode() for one in told) == text_of(events)


class TestTinyModel(OnnxContract):
    @pytest.fixture(scope="class")
    async def engine(self, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[HostedEngine]:
        model = make_tiny_onnx(tmp_path_factory.mktemp("wörds"))
        async with started("onnx-genai", model, LoadOptions(context_length=CONTEXT, slots=4)) as engine:
            yield engine

    async def test_knows_what_it_loaded(self, engine: HostedEngine) -> None:
        facts = engine.facts
        assert (facts.context_length, facts.embedding_length) == (CONTEXT, 0)
        assert (facts.has_chat_template, facts.understands_tools) == (True, False)
        assert facts.device == "CPU" or facts.device.startswith("CPU (not DirectML: ")
        assert facts.threads >= 1

    async def test_the_whole_window_can_be_used(self, engine: HostedEngine) -> None:
        prompt = "x" * (CONTEXT - 3)
        end = (await run(engine, GenerateRequest(prompt=prompt, sampling=Sampling(seed=1))))[-1]
        assert isinstance(end, Finished)
        assert (end.reason, end.prompt_tokens, end.completion_tokens) == (FinishReason.LENGTH, CONTEXT - 3, 3)

    async def test_tokens_as_prompt_are_checked(self, engine: HostedEngine) -> None:
        assert await run(engine, GenerateRequest(prompt=(VOCABULARY - 1,), max_tokens=1))
        with pytest.raises(InvalidInputError, match=str(VOCABULARY - 1)):
            await run(engine, GenerateRequest(prompt=(VOCABULARY,), max_tokens=1))

    async def test_ends_where_the_model_does(self, engine: HostedEngine) -> None:
        forced = Sampling(temperature=0, logit_bias=((2, 100.0),))
        events = await run(engine, ask("Hello", sampling=forced))
        end = events[-1]
        assert isinstance(end, Finished)
        assert (text_of(events), end.reason, end.completion_tokens) == ("", FinishReason.STOP, 1)


@pytest.mark.skipif(not REAL, reason="DEAI_TEST_ONNX_MODEL names no model")
class TestRealModel(OnnxContract):
    @pytest.fixture(scope="class")
    async def engine(self) -> AsyncIterator[HostedEngine]:
        async with started("onnx-genai", Path(REAL) / "genai_config.json") as engine:
            yield engine

    async def test_knows_the_capital_of_france(self, engine: HostedEngine) -> None:
        request = ask("What is the capital of France?", max_tokens=10, sampling=GREEDY)
        assert "Paris" in text_of(await run(engine, request))

    async def test_special_tokens_are_never_shown(self, engine: HostedEngine) -> None:
        events = await run(engine, ask("Hi", sampling=GREEDY, max_tokens=200))
        assert "<|im_end|>" not in text_of(events)
        assert isinstance(events[-1], Finished)
        assert events[-1].reason is FinishReason.STOP

    async def test_a_long_prompt_is_cancelled_at_once(self, engine: HostedEngine) -> None:
        async with aclosing(engine.generate(ask("many words " * 450, max_tokens=1))) as events:
            await anext(events)
            await asyncio.sleep(0.2)
        began = time.monotonic()
        await engine.count_tokens(ask("next"))  # answered between two steps
        assert time.monotonic() - began < 0.5


async def test_a_folder_that_native_code_must_not_see_is_refused(tmp_path: Path) -> None:
    model = make_tiny_onnx(tmp_path)
    config = json.loads(model.read_text("utf-8"))
    config["model"]["decoder"]["session_options"]["custom_ops_library"] = "evil.so"
    model.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelFileError, match="not safe"):
        async with started("onnx-genai", model):
            pass


async def test_a_kind_of_model_that_the_library_does_not_know_is_told(tmp_path: Path) -> None:
    model = make_tiny_onnx(tmp_path)
    model.write_text(model.read_text("utf-8").replace('"llama"', '"of-next-year"'), encoding="utf-8")
    with pytest.raises(EngineStartError, match="of-next-year"):
        async with started("onnx-genai", model):
            pass
