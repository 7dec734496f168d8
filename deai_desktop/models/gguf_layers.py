"""Works out which layers of a model look through a sliding window and which keep keys and values."""

from __future__ import annotations

from collections.abc import Callable

PERIODS: dict[str, int] = {
    "afmoe": 4,
    "cohere2": 4,
    "cohere2moe": 4,
    "exaone-moe": 4,
    "exaone4": 4,
    "gemma-embedding": 6,
    "gemma2": 2,
    "gemma3": 6,
    "gemma3n": 5,
    "gpt-oss": 2,
    "laguna": 4,
    "llama4": 4,
    "mellum": 4,
    "modern-bert": 3,
    "muse-glimmer": 4,
    "olmo2": 4,
    "plamo3": 8,
    "smallthinker": 4,
}
"""Every so many layers one sees all, where the file does not say: what llama.cpp 0.25 takes (``load_swa_pattern``)."""

_FULL_FIRST = {"cohere2moe", "laguna", "modern-bert", "smallthinker"}
"""Kinds of model whose first layer of each period sees all; it is the last one in others."""
_WINDOWS = {"exaone-moe": 128, "gemma2": 4096, "llama4": 8192}
"""Sliding windows of models whose files do not name one."""
_HYBRIDS = {"qwen3next": 4, "qwen35": 4, "qwen35moe": 4}
"""Every so many layers one attends to the context, where the file does not say; the others keep a fixed state."""

Counts = Callable[[str], tuple[int, ...]]
"""Gives the numbers that a file states under a name: one, one for each layer, or none."""


def sliding_layers(architecture: str, layers: int, counts: Counts) -> tuple[int, tuple[int, ...]]:
    """Return the window and, per layer, 1 if it looks through it; an empty list when no layer does."""
    stated = counts("attention.sliding_window")
    window = stated[0] if stated else _WINDOWS.get(architecture, 0)
    pattern = counts("attention.sliding_window_pattern")
    if not window or not layers:
        return 0, ()
    if len(pattern) >= layers > 1:
        found = tuple(int(one > 0) for one in pattern[:layers])
    else:
        period = pattern[0] if len(pattern) == 1 else PERIODS.get(architecture, 1)
        first = architecture in _FULL_FIRST
        found = tuple(_slides(layer, period, first) for layer in range(layers))
    return (window, found) if any(found) else (0, ())


def kept_heads(architecture: str, layers: int, heads: int, counts: Counts) -> tuple[int, ...]:
    """Return per layer how many heads keep keys and values: none in layers that work with a fixed state."""
    stated = counts("attention.head_count_kv") or (heads,)
    found = stated[:layers] if len(stated) >= layers else stated[:1] * layers
    recurrent = counts("attention.recurrent_layers")
    interval = counts("full_attention_interval") or (_HYBRIDS.get(architecture, 0),)
    if len(recurrent) >= layers:
        return tuple(0 if fixed else kept for kept, fixed in zip(found, recurrent, strict=False))
    if interval[0] > 0:
        return tuple(0 if (layer + 1) % interval[0] else kept for layer, kept in enumerate(found))
    return found


def _slides(layer: int, period: int, full_first: bool) -> int:
    if period == 0:
        return 1
    return int(layer % period != (0 if full_first else period - 1))
