"""Hostile LoRA adapters, as changes to a good one, each with what the refusal says."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar
from tests.models.hostile import Change, fact
from tests.models.lora_builder import pair, tiny_lora


def _with(*tensors: TensorSpec) -> Change:
    def change(builder: GgufBuilder) -> None:
        builder.tensors = list(tensors)

    return change


_Q = "blk.0.attn_q.weight"
HOSTILE: dict[str, tuple[Change, str]] = {
    "no kind": (lambda builder: builder.drop("adapter.type"), "another kind"),
    "another kind": (fact("adapter.type", scalar("str", "control_vector")), "another kind"),
    "kind is no text": (fact("adapter.type", scalar("u32", 1)), "another kind"),
    "activated by words": (fact("adapter.alora.invocation_tokens", array("u32", [1])), "another kind"),
    "no architecture": (lambda builder: builder.drop("general.architecture"), "kind of model"),
    "architecture is no text": (fact("general.architecture", scalar("u32", 1)), "kind of model"),
    "alpha is not a number": (fact("adapter.lora.alpha", scalar("f32", math.nan)), "alpha"),
    "alpha is endless": (fact("adapter.lora.alpha", scalar("f32", -math.inf)), "alpha"),
    "alpha is huge": (fact("adapter.lora.alpha", scalar("f32", 1e30)), "alpha"),
    "alpha is too exact": (fact("adapter.lora.alpha", scalar("f64", 8.0)), "alpha"),
    "alpha is whole": (fact("adapter.lora.alpha", scalar("u32", 8)), "alpha"),
    "alpha is a text": (fact("adapter.lora.alpha", scalar("str", "8")), "alpha"),
    "alpha is a list": (fact("adapter.lora.alpha", array("f32", [8.0])), "alpha"),
    "nothing in it": (_with(), "halves"),
    "only norms": (_with(TensorSpec("blk.0.attn_norm.weight", (32,), 0)), "halves"),
    "one half": (_with(pair(_Q, 32, 16)[0]), "halves"),
    "halves of two": (_with(pair(_Q, 32, 16)[0], pair("other", 32, 16)[1]), "halves"),
    "another tensor": (_with(*pair(_Q, 32, 16), TensorSpec(_Q, (32, 16), 0)), "no place"),
    "a name twice an ending": (_with(*pair(f"{_Q}.lora_a", 32, 16)), "no place"),
    "ranks differ": (_with(pair(_Q, 32, 16, 4)[0], pair(_Q, 32, 16, 8)[1]), "fit together"),
    "transposed": (
        _with(TensorSpec(f"{_Q}.lora_a", (4, 32), 0), TensorSpec(f"{_Q}.lora_b", (16, 4), 0)),
        "fit together",
    ),
    "rank beyond the matrix": (_with(*pair(_Q, 32, 16, rank=64)), "fit together"),
    "experts differ": (
        _with(TensorSpec(f"{_Q}.lora_a", (32, 4, 2), 0), TensorSpec(f"{_Q}.lora_b", (4, 16, 3), 0)),
        "fit together",
    ),
    "a table's ranks differ": (
        _with(
            TensorSpec("token_embd.weight.lora_a", (2, 4), 0),
            TensorSpec("token_embd.weight.lora_b", (3, 32), 0),
        ),
        "fit together",
    ),
    "whole numbers": (_with(*pair(_Q, 32, 16, kind=26)), "packed as I32"),
    "packed too tightly": (_with(*pair(_Q, 32, 16, rank=32, kind=2)), "packed as Q4_0"),
}


MISFITS: dict[str, tuple[Change, str]] = {
    "another architecture": (fact("general.architecture", scalar("str", "qwen3")), "is for qwen3 models"),
    "no such tensor": (_with(*pair("blk.7.attn_q.weight", 32, 16)), "blk.7.attn_q.weight"),
    "narrower": (_with(*pair(_Q, 16, 16)), "does not fit"),
    "wider": (_with(*pair(_Q, 32, 64)), "does not fit"),
    "for a vector": (_with(*pair("output_norm.weight", 32, 1, rank=1)), "does not fit"),
    "for fewer experts": (_with(*pair("blk.0.ffn_up_exps.weight", 32, 64)), "does not fit"),
}


def hostile_loras() -> Iterator[bytes]:
    """Write all of them."""
    for change, _ in (*HOSTILE.values(), *MISFITS.values()):
        builder = tiny_lora()
        change(builder)
        yield builder.build()
