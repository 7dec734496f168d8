"""Whether a model fits: from the file where it tells, from models of its size where it does not."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from deai_desktop.models.fit import (
    RESERVED,
    cache_bytes_per_token,
    estimate_for_entry,
    estimate_for_model,
    typical_cache_bytes_per_token,
)
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from tests.models.downloading import catalogue_entry

LLAMA_3_8B = ModelFacts(
    parameters=8_030_000_000,
    context_length=8192,
    embedding_length=4096,
    block_count=32,
    head_count=32,
    head_count_kv=8,
)


def _model(facts: ModelFacts, size: int = 4_000_000_000) -> Model:
    return Model("m", "M", "llama.cpp", Path("m.gguf"), size, "", "", True, facts, time.time())


def test_the_cache_is_worked_out_from_the_shape() -> None:
    assert cache_bytes_per_token(LLAMA_3_8B) == 131_072
    assert cache_bytes_per_token(replace(LLAMA_3_8B, head_count_kv=0)) == 4 * 131_072
    assert cache_bytes_per_token(ModelFacts(block_count=32)) == 0


def test_the_guess_is_near_what_shapes_say() -> None:
    assert 0.8 < typical_cache_bytes_per_token(LLAMA_3_8B.parameters) / 131_072 < 1.25


def test_a_longer_context_needs_more_up_to_the_models_own() -> None:
    short = estimate_for_model(_model(LLAMA_3_8B), 4096, 2**40)
    assert short.needs_memory == 4_000_000_000 + 4096 * 131_072
    longest = estimate_for_model(_model(LLAMA_3_8B), 8192, 2**40)
    assert estimate_for_model(_model(LLAMA_3_8B), 100_000, 2**40) == longest
    assert longest.needs_memory > short.needs_memory


def test_a_model_fits_when_the_rest_of_the_pc_keeps_its_share() -> None:
    needed = estimate_for_model(_model(LLAMA_3_8B), 4096, 0).needs_memory
    assert not estimate_for_model(_model(LLAMA_3_8B), 4096, needed + RESERVED - 1).fits
    assert estimate_for_model(_model(LLAMA_3_8B), 4096, needed + RESERVED).fits


def test_a_file_that_says_nothing_counts_as_its_size() -> None:
    assert estimate_for_model(_model(ModelFacts(), 1000), 4096, 2**40).needs_memory == 1000


def test_an_offer_is_estimated_before_it_is_here() -> None:
    entry = catalogue_entry(b"x" * 100)
    fit = estimate_for_entry(entry, 4096, 2**40)
    assert fit.fits
    assert fit.needs_memory > entry.size
    assert not estimate_for_entry(entry, 4096, RESERVED).fits
