"""Works out what llama.cpp allocates for a model in one of our engine hosts, before it is ever loaded.

After llama.cpp 0.5 (``llama-kv-cache.cpp``, ``llama-context.cpp``, ``ggml-cpu.c``) as `engines.llama_cpp` uses it: one
sequence, 16-bit keys and values, a full-size cache also where the model has a sliding window, one row of output, and
on the processor no flash attention.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from deai_desktop.models.model_facts import ModelFacts

LARGEST_STEP = 512
"""Prompt tokens that are worked through at once, at most; llama.cpp allocates for this many."""
SMALLEST_STEP = 128
"""And at least: below that, prompts are read clearly slower (measured on two cores)."""
STEP_GRAIN = 32
"""Steps are whole multiples of so many tokens, but for the last one of a prompt."""
STEP_SECONDS = 0.5
"""How long a step may take, so that it can be interrupted."""
LARGEST_CONTEXT = 16 * 1024 * 1024

HOST_BYTES = 60_000_000
"""Resident memory of an engine host besides its model, measured on Linux: 45 MB of Python, numpy and llama.cpp before
it loads one, and about 15 MB of requests, tokens and graphs while it works."""

_FLOAT, _HALF, _INDEX = 4, 2, 8
_CELLS = 256
"""llama.cpp rounds the context length up to a multiple of this."""
_VOCABULARY_ENTRY = 160
"""Bytes for a word: its text twice with hash table and score, its piece, its place among sampled ones."""


@dataclass(frozen=True)
class Shape:
    """Hold the widths of a model that buffers depend on, each in numbers for one token, and its layers."""

    embedding: int
    queries: int
    keys: int
    """One layer's keys, or values if those are wider."""
    cached: int
    """Keys and values of all layers that are kept."""
    heads: int
    feed_forward: int
    vocabulary: int
    layers: int
    masks: int = 1
    """Two where some layers have a sliding window and others have none."""


@dataclass(frozen=True)
class Memory:
    """Hold bytes by what they are for."""

    weights: int
    repacked: int
    """Second copies of tensors. The first ones stay mapped, but the system may take their memory back."""
    cache: int
    """For one answer with a whole context."""
    further_cache: int
    """For further answers at the same time; there are fewer where memory is short."""
    compute: int
    """Intermediate results, the processor's scratch and the output, when the whole context is in use."""
    host: int

    @property
    def total(self) -> int:
        """What the engine host's resident memory comes to."""
        return self.weights + self.repacked + self.cache + self.further_cache + self.compute + self.host

    @property
    def needed(self) -> int:
        """What must stay in memory for the model to be fast."""
        return self.total - min(self.repacked, self.weights) - self.further_cache


def memory_for(
    facts: ModelFacts,
    size: int,
    context_length: int,
    *,
    step: int = LARGEST_STEP,
    on_gpu: bool = False,
    slots: int = 1,
    wide_cache: bool = False,
) -> Memory:
    """Work out the memory of a model of ``size`` bytes that works on ``slots`` answers at once.

    ``step`` is how many prompt tokens are usually read at once; with ``wide_cache`` keys and values have 32 bits.
    """
    shape = shape_of(facts) or typical_shape(facts.parameters)
    cells = cells_for(context_length)
    most = last_step(step)
    cache = cells * shape.cached * (_FLOAT if wide_cache else _HALF)
    return Memory(
        weights=facts.weights_bytes or size,
        repacked=0 if on_gpu else facts.repacked_bytes,
        cache=cache,
        further_cache=(slots - 1) * cache,
        compute=compute_bytes(shape, cells, most, on_gpu=on_gpu)
        + (0 if on_gpu else scratch_bytes(shape, cells, most))
        + shape.vocabulary * _FLOAT,
        host=HOST_BYTES + shape.vocabulary * _VOCABULARY_ENTRY,
    )


def slots_for(
    facts: ModelFacts, context_length: int, memory: int, wanted: int = 0, *, wide_cache: bool = False
) -> int:
    """Say how many answers a model should work on at once on a PC or card with so much memory.

    ``wanted`` is what the settings say; where they leave it open, all the answers' cells may take a twelfth of memory.
    """
    if wanted:
        return wanted
    shape = shape_of(facts) or typical_shape(facts.parameters)
    cells = cells_for(min(context_length, facts.context_length or context_length))
    one = cells * shape.cached * (_FLOAT if wide_cache else _HALF)
    return next((slots for slots in (4, 2) if slots * one <= memory // 12), 1)


def cells_for(context_length: int) -> int:
    """Round a context length as llama.cpp does."""
    wanted = max(1, min(context_length, LARGEST_CONTEXT))
    return -(-wanted // _CELLS) * _CELLS


def step_for(prompt_tokens_per_second: float) -> int:
    """Say how many prompt tokens the engine works through at once at that speed; the most when it is not known."""
    if prompt_tokens_per_second <= 0:
        return LARGEST_STEP
    return max(SMALLEST_STEP, min(LARGEST_STEP, int(prompt_tokens_per_second * STEP_SECONDS)))


def last_step(step: int) -> int:
    """Say how many prompt tokens may go at once at the end, so that no small step remains: it is the largest."""
    return min(LARGEST_STEP, step + STEP_GRAIN)


def shape_of(facts: ModelFacts) -> Shape | None:
    """Read the widths from what the file says; None when it does not say enough."""
    if not (facts.block_count and facts.embedding_length and facts.head_count):
        return None
    own_width = facts.embedding_length // facts.head_count
    key, value = facts.key_length or own_width, facts.value_length or own_width
    most_heads = max(facts.head_counts_kv, default=facts.head_count_kv or facts.head_count)
    return Shape(
        embedding=facts.embedding_length,
        queries=facts.head_count * max(key, value),
        keys=most_heads * max(key, value),
        cached=_cached(facts, key, value, most_heads),
        heads=facts.head_count,
        feed_forward=facts.feed_forward_length or 4 * facts.embedding_length,
        vocabulary=facts.vocabulary_size,
        layers=facts.block_count,
        masks=2 if facts.sliding_layers else 1,
    )


def _cached(facts: ModelFacts, key: int, value: int, most_heads: int) -> int:
    """Add up the keys and values that all layers keep for one token.

    Without flash attention values lie transposed, and those of all layers are as wide as the widest.
    """
    own = max(0, facts.block_count - facts.shared_kv_layers)
    counts = facts.head_counts_kv[:own]
    sliding = facts.sliding_layers[:own]
    layers = sum(count > 0 for count in counts) if counts else own
    total_heads = sum(counts) if counts else layers * most_heads
    sliding_heads = sum(counts[place] if counts else most_heads for place in _sliding_places(sliding, counts))
    keys = total_heads * key + sliding_heads * ((facts.key_length_sliding or key) - key)
    if facts.values_in_keys:
        return max(0, keys)
    return max(0, keys) + layers * most_heads * max(value, facts.value_length_sliding)


def _sliding_places(sliding: tuple[int, ...], counts: tuple[int, ...]) -> list[int]:
    return [place for place, one in enumerate(sliding) if one and (not counts or place < len(counts))]


def typical_shape(parameters: int) -> Shape:
    """Guess the widths from the number of parameters, as today's models have them.

    Layers are about the width divided by 128, heads have 128 numbers, and a layer has 12 × width² weights. The cache
    takes about 131 KB a token at 8 billion parameters (Llama 3) and 17 KB at 135 million (SmolLM2 has 23 KB).
    """
    count = max(0, parameters)
    width = round((count * 128 / 12) ** (1 / 3))
    return Shape(
        embedding=width,
        queries=width,
        keys=width // 4,
        cached=round(0.75 * math.sqrt(count)),
        heads=-(-width // 128),
        feed_forward=4 * width,
        vocabulary=128_000 if count else 0,
        layers=-(-width // 128),
    )


def compute_bytes(shape: Shape, cells: int, step: int, *, on_gpu: bool = False) -> int:
    """Work out llama.cpp's compute buffer for ``step`` tokens that look back on ``cells``.

    It holds what must live at the same time: either the scores of all heads with queries, keys and values around
    them, or the wide part of a feed-forward layer; beside that the inputs, such as masks and places in the cache.
    """
    tokens = min(step, cells)
    mask = shape.masks * cells * (_HALF if on_gpu else _FLOAT)
    places = shape.masks * shape.keys * _INDEX
    scores = 0 if on_gpu else shape.heads * cells * _FLOAT
    attention = scores + (shape.embedding + 3 * shape.queries + 3 * shape.keys) * _FLOAT
    feed_forward = 3 * (shape.feed_forward + shape.embedding) * _FLOAT
    return tokens * (mask + places + max(attention, feed_forward)) + shape.vocabulary * _FLOAT


def scratch_bytes(shape: Shape, cells: int, step: int) -> int:
    """Work out what the processor needs to turn one operand of its largest product into another format.

    The scores become 16-bit before they meet the values; a feed-forward layer's input becomes about 8-bit.
    """
    tokens = min(step, cells)
    return tokens * max(shape.heads * cells * _HALF, shape.feed_forward * 9 // 8)
