"""The memory worked out from metadata, against what llama.cpp prints when it allocates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.models.fit_memory import (
    LARGEST_CONTEXT,
    LARGEST_STEP,
    SMALLEST_STEP,
    cells_for,
    compute_bytes,
    memory_for,
    shape_of,
    step_for,
    typical_shape,
)
from deai_desktop.models.model_facts import ModelFacts
from tests.models.fit_examples import GEMMA_3_270M, LLAMA_3_8B, SMOLLM2_135M

_MIB = 1024 * 1024

PRINTED = [
    # model, context, MiB of the cache ("KV buffer size") and of the "compute buffer size", for 512 tokens at once
    (SMOLLM2_135M, 256, 5.62, 6.82),
    (SMOLLM2_135M, 512, 11.25, 16.38),
    (SMOLLM2_135M, 700, 16.88, 21.38),
    (SMOLLM2_135M, 1024, 22.50, 26.38),
    (SMOLLM2_135M, 4096, 90.00, 86.38),
    (SMOLLM2_135M, 8192, 180.00, 166.38),
    (SMOLLM2_135M, 32_768, 720.00, 646.38),
    (GEMMA_3_270M, 256, 0.75 + 3.75, 10.38),
    (GEMMA_3_270M, 512, 1.50 + 7.50, 19.76),
    (GEMMA_3_270M, 700, 2.25 + 11.25, 20.76),
    (GEMMA_3_270M, 2048, 6.00 + 30.00, 33.76),
    (GEMMA_3_270M, 8192, 24.00 + 120.00, 105.76),
    (GEMMA_3_270M, 32_768, 96.00 + 480.00, 393.76),
]


@pytest.mark.parametrize(("facts", "context", "cache", "compute"), PRINTED)
def test_buffers_are_as_llama_cpp_prints_them(
    facts: ModelFacts, context: int, cache: float, compute: float
) -> None:
    shape = shape_of(facts)
    assert shape is not None
    assert memory_for(facts, facts.size, context).cache / _MIB == pytest.approx(cache, abs=0.01)
    assert compute_bytes(shape, cells_for(context), LARGEST_STEP) / _MIB == pytest.approx(compute, abs=2.1)


def test_the_cache_counts_only_layers_that_keep_something() -> None:
    def cached(**changes: object) -> int:
        shape = shape_of(replace(LLAMA_3_8B, **changes))  # type: ignore[arg-type]
        assert shape is not None
        return shape.cached

    assert cached() == 65_536
    assert cached(head_count_kv=0) == 4 * 65_536
    assert cached(head_counts_kv=(8, 0, 0, 0) * 8) == 65_536 // 4
    assert cached(shared_kv_layers=16) == 65_536 // 2
    assert cached(key_length=64, value_length=64) == 65_536 // 2
    assert cached(values_in_keys=True, key_length=576, head_count_kv=1) == 32 * 576
    # Values lie transposed, and all are as wide as the widest layer's.
    assert cached(head_counts_kv=(8,) * 16 + (4,) * 16) == 128 * (16 * 8 + 16 * 4) + 128 * 8 * 32
    assert cached(sliding_layers=(1, 0) * 16, key_length_sliding=64) == 65_536 - 16 * 8 * 64


def test_a_file_that_says_little_is_judged_by_its_size() -> None:
    assert shape_of(ModelFacts(block_count=32)) is None
    bare = memory_for(ModelFacts(), 1000, 4096)
    assert (bare.weights, bare.cache, bare.repacked) == (1000, 0, 0)


def test_the_guess_is_near_what_shapes_say() -> None:
    for facts in (LLAMA_3_8B, SMOLLM2_135M):
        known, guessed = shape_of(facts), typical_shape(facts.parameters)
        assert known is not None
        assert 0.6 < guessed.cached / known.cached < 1.5


def test_second_copies_are_seen_in_memory_but_not_needed() -> None:
    memory = memory_for(GEMMA_3_270M, GEMMA_3_270M.size, 4096)
    assert memory.total - memory.needed == GEMMA_3_270M.repacked_bytes
    assert memory_for(GEMMA_3_270M, GEMMA_3_270M.size, 4096, on_gpu=True).repacked == 0


def test_slow_pcs_read_prompts_in_smaller_steps_and_need_less_for_them() -> None:
    assert step_for(0) == LARGEST_STEP == step_for(1e9)
    assert step_for(1) == SMALLEST_STEP
    assert step_for(400) == 200
    slow, fast = (
        memory_for(LLAMA_3_8B, 0, 8192, step=step).compute for step in (SMALLEST_STEP, LARGEST_STEP)
    )
    assert slow < fast


_COUNTS = st.integers(0, 2**53)
_HOSTILE = st.builds(
    ModelFacts,
    parameters=st.integers(0, 2**70),
    context_length=_COUNTS,
    embedding_length=_COUNTS,
    block_count=_COUNTS,
    head_count=_COUNTS,
    head_count_kv=_COUNTS,
    key_length=_COUNTS,
    value_length=_COUNTS,
    key_length_sliding=_COUNTS,
    value_length_sliding=_COUNTS,
    sliding_layers=st.lists(st.integers(0, 1), max_size=5).map(tuple),
    head_counts_kv=st.lists(_COUNTS, max_size=5).map(tuple),
    shared_kv_layers=_COUNTS,
    vocabulary_size=_COUNTS,
    feed_forward_length=_COUNTS,
    weights_bytes=_COUNTS,
    repacked_bytes=_COUNTS,
    values_in_keys=st.booleans(),
)


@given(_HOSTILE, st.integers(0, 2**62), st.integers(-5, 2**40), st.integers(0, 2**40), st.booleans())
def test_memory_is_never_negative_and_never_shrinks_as_the_context_grows(
    facts: ModelFacts, size: int, context: int, more: int, on_gpu: bool
) -> None:
    one = memory_for(facts, size, context, on_gpu=on_gpu)
    other = memory_for(facts, size, context + more, on_gpu=on_gpu)
    assert all(value >= 0 for value in vars(one).values())
    assert 0 <= one.needed <= one.total
    assert one.total <= other.total
    assert one.needed <= other.needed
    assert cells_for(context) <= LARGEST_CONTEXT
