"""LoRA adapters on the real starter model: each answer has its own, whatever the others have."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import InvalidInputError, ModelFileError
from deai_desktop.engines.base import (
    Adapter,
    Finished,
    GenerateEvent,
    GenerateRequest,
    LoadOptions,
    Priority,
    Sampling,
    TextDelta,
)
from deai_desktop.engines.supervisor import HostedEngine
from tests.contracts.engine import ask, run, text_of
from tests.engines.conftest import started
from tests.models.gguf_builder import GgufBuilder, TensorSpec
from tests.models.lora_builder import adapter_metadata, pair, write_random_lora
from tests.tiny_onnx import make_tiny_onnx

SEEDED = Sampling(temperature=1, seed=5, logit_bias=((0, -100), (2, -100)))
"""Without the tokens that end an answer, which random adapters may find likely."""
QUESTION = "Tell me a story about a dog. " * 6


@pytest.fixture(scope="module")
def loras(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("adapters")
    return [write_random_lora(starter, folder / f"{seed}.gguf", seed) for seed in (1, 2)]


@pytest.fixture(scope="module")
async def engine(starter: Path) -> AsyncIterator[HostedEngine]:
    async with started("llama.cpp", starter) as engine:
        yield engine


def _ask(*adapters: Adapter, **options: object) -> GenerateRequest:
    return ask(QUESTION, **({"max_tokens": 10, "sampling": SEEDED, "adapters": adapters} | options))


async def _text(engine: HostedEngine, *adapters: Adapter) -> str:
    return text_of(await run(engine, _ask(*adapters)))


async def _chances(engine: HostedEngine, *adapters: Adapter) -> list[tuple[str, float]]:
    return _numbers(await run(engine, _ask(*adapters, logprobs=0)))


def _numbers(events: list[GenerateEvent]) -> list[tuple[str, float]]:
    found = [one for event in events if isinstance(event, TextDelta) for one in event.logprobs]
    assert len(found) >= 5
    return [(one.token, one.logprob) for one in found]


@pytest.mark.real_model
async def test_an_adapter_changes_the_text_of_its_own_answer_alone(
    engine: HostedEngine, loras: list[Path]
) -> None:
    one, other = (Adapter(path.stem, path) for path in loras)
    half = Adapter("half", loras[0], 0.5)
    several: tuple[list[Adapter], ...] = ([], [one], [other], [half], [one, other])
    found = [await _chances(engine, *some) for some in several]
    assert all(found.count(chances) == 1 for chances in found)
    assert await _chances(engine, one) == found[1]
    assert await _chances(engine, other, one) == found[-1]
    assert await _chances(engine) == found[0]


@pytest.mark.real_model
async def test_a_scale_of_zero_changes_nothing(engine: HostedEngine, loras: list[Path]) -> None:
    base = await _text(engine)
    assert await _text(engine, Adapter("off", loras[0], 0.0)) == base
    assert await _text(engine, *(Adapter("off", path, 0.0) for path in loras)) == base


@pytest.mark.real_model
async def test_answers_with_and_without_come_side_by_side_as_alone(
    engine: HostedEngine, loras: list[Path]
) -> None:
    one, other = (Adapter(path.stem, path) for path in loras)
    several: tuple[list[Adapter], ...] = ([], [one], [other], [one])
    requests = [_ask(*some, logprobs=0, max_tokens=12) for some in several]
    alone = [_numbers(await run(engine, request)) for request in requests]
    together = await asyncio.gather(*(run(engine, request) for request in requests))
    assert [_numbers(events) for events in together] == alone


@pytest.mark.real_model
async def test_shared_answers_put_aside_keep_their_adapters(starter: Path, loras: list[Path]) -> None:
    one, other = (Adapter(path.stem, path) for path in loras)
    shared = _ask(one, priority=Priority.SHARED, requester="a member", max_tokens=24)
    async with started("llama.cpp", starter, LoadOptions(context_length=1024, slots=2)) as engine:
        undisturbed = text_of(await run(engine, shared))
        disturbed = asyncio.create_task(run(engine, shared))
        await asyncio.sleep(0.3)
        await asyncio.gather(*(run(engine, _ask(*some, max_tokens=6)) for some in ([], [other])))
        assert text_of(await disturbed) == undisturbed


@pytest.mark.real_model
async def test_only_what_was_read_with_the_same_adapters_is_reused(
    engine: HostedEngine, loras: list[Path]
) -> None:
    free = Sampling(temperature=1)
    quarter = Adapter("quarter", loras[0], 0.25)
    ends = [
        (await run(engine, _ask(*some, sampling=free, max_tokens=2)))[-1]
        for some in ([quarter], [], [quarter], [])
    ]
    assert all(isinstance(end, Finished) for end in ends)
    first, _, again, base = (end.cached_tokens for end in ends if isinstance(end, Finished))
    assert first == 0
    assert again > 40
    assert base > 40


@pytest.mark.real_model
async def test_a_bad_adapter_fails_its_own_request_alone(
    engine: HostedEngine, starter: Path, tmp_path: Path
) -> None:
    missing = Adapter("missing", tmp_path / "missing.gguf")
    with pytest.raises(ModelFileError):
        await run(engine, _ask(missing))
    with pytest.raises(InvalidInputError, match="not an adapter"):
        await run(engine, _ask(Adapter("model", starter)))
    damaged = GgufBuilder(adapter_metadata(), pair("blk.0.attn_q.weight", 576, 576)[:1])
    with pytest.raises(ModelFileError, match="halves"):
        await run(engine, _ask(Adapter("damaged", damaged.write(tmp_path / "damaged.gguf"))))
    foreign = GgufBuilder(adapter_metadata(), pair("blk.0.attn_q.weight", 64, 64))
    with pytest.raises(InvalidInputError, match="does not fit"):
        await run(engine, _ask(Adapter("foreign", foreign.write(tmp_path / "foreign.gguf"))))
    # llama.cpp itself takes this one, and ends the process when it is used.
    table = [
        TensorSpec("token_embd.weight.lora_a", (4, 49152), 0),
        TensorSpec("token_embd.weight.lora_b", (4, 576), 0),
    ]
    deadly = GgufBuilder(adapter_metadata(), table)
    with pytest.raises(InvalidInputError, match="output too"):
        await run(engine, _ask(Adapter("deadly", deadly.write(tmp_path / "deadly.gguf"))))
    assert await _text(engine)


@pytest.mark.real_model
async def test_a_file_in_place_of_another_is_read_anew(
    engine: HostedEngine, loras: list[Path], tmp_path: Path
) -> None:
    file = tmp_path / "same name.gguf"
    file.write_bytes(loras[0].read_bytes())
    first = await _text(engine, Adapter("mine", file))
    file.write_bytes(loras[1].read_bytes())
    assert await _text(engine, Adapter("mine", file)) == await _text(engine, Adapter("2", loras[1])) != first


@pytest.mark.real_model
@pytest.mark.parametrize("scale", [float("nan"), float("inf"), -101.0])
async def test_refuses_scales_that_are_no_good(engine: HostedEngine, loras: list[Path], scale: float) -> None:
    with pytest.raises(InvalidInputError, match="scale"):
        await run(engine, _ask(Adapter("mine", loras[0], scale)))


@pytest.mark.real_model
async def test_refuses_too_many_and_the_same_twice(engine: HostedEngine, loras: list[Path]) -> None:
    with pytest.raises(InvalidInputError, match="at most"):
        await run(engine, _ask(*(Adapter(str(at), Path(f"/{at}.gguf")) for at in range(5))))
    with pytest.raises(InvalidInputError, match="twice"):
        await run(engine, _ask(Adapter("a", loras[0]), Adapter("b", loras[0], 0.5)))


@pytest.mark.parametrize("kind", ["echo", "onnx-genai"])
async def test_other_engines_take_none(kind: str, tmp_path: Path) -> None:
    model = tmp_path / "echo.json"
    model.write_text("{}")
    path = model if kind == "echo" else make_tiny_onnx(tmp_path / "tiny writer")
    async with started(kind, path) as engine:
        with pytest.raises(InvalidInputError, match="takes no adapters"):
            await run(engine, ask("Hi", adapters=(Adapter("mine", tmp_path / "mine.gguf"),)))
        assert await run(engine, ask("Hi", max_tokens=2))
