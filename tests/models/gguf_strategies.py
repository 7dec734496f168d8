"""Makes valid GGUF files at random for hypothesis, together with what must be read from them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from deai_desktop.models.gguf_types import TENSOR_TYPES
from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar

_KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_.-", min_size=1, max_size=40)
_TEXTS = st.text(max_size=60)
_SCALARS: dict[str, st.SearchStrategy[Any]] = {
    **{f"u{bits}": st.integers(0, 2**bits - 1) for bits in (8, 16, 32, 64)},
    **{f"i{bits}": st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)},
    "f32": st.floats(width=32, allow_nan=False),
    "f64": st.floats(allow_nan=False),
    "bool": st.booleans(),
    "str": _TEXTS,
}
_PREFIX = "random."
"""Keeps the random facts apart from the ones that mean something."""


@st.composite
def facts(draw: st.DrawFn) -> tuple[str, bytes, object]:
    """Make a fact: its name, how it is written, and its value (a list for a list)."""
    key = _PREFIX + draw(_KEYS)
    kind = draw(st.sampled_from(sorted(_SCALARS)))
    if draw(st.booleans()):
        values = draw(st.lists(_SCALARS[kind], max_size=700 if kind == "u8" else 20))
        return key, array(kind, values), values
    value = draw(_SCALARS[kind])
    return key, scalar(kind, value), value


@st.composite
def tensors(draw: st.DrawFn) -> TensorSpec:
    """Make a tensor of a possible size; its name is set later."""
    kind = draw(st.sampled_from(sorted(TENSOR_TYPES)))
    row = draw(st.integers(1, 3)) * TENSOR_TYPES[kind].block_weights
    rest = draw(st.lists(st.integers(1, 4), max_size=3))
    return TensorSpec("", (row, *rest), kind)


@st.composite
def gguf_files(draw: st.DrawFn) -> tuple[GgufBuilder, dict[str, object]]:
    """Make a file and the random facts in it."""
    alignment = draw(st.sampled_from([8, 16, 32, 64, 4096]))
    builder = GgufBuilder(version=draw(st.sampled_from([2, 3])), alignment=alignment)
    if alignment != 32:
        builder.set("general.alignment", scalar("u32", alignment))
    stated: dict[str, object] = {}
    for key, written, value in draw(st.lists(facts(), max_size=10, unique_by=lambda one: one[0])):
        builder.set(key, written)
        stated[key] = value
    builder.tensors = draw(st.lists(tensors(), min_size=1, max_size=10))
    for number, tensor in enumerate(builder.tensors):
        tensor.name = f"blk.{number}.{draw(st.sampled_from(['attn_q', 'größe', '重み']))}.weight"
    return builder, stated
