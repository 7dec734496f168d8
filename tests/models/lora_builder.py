"""Builds LoRA adapters: one for the tiny model of `gguf_builder`, and random ones for any real model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from deai_desktop.models.gguf import read_gguf
from tests.models.gguf_builder import GgufBuilder, TensorSpec, scalar

F32, F16, Q8_0 = 0, 1, 8


def adapter_metadata(architecture: str = "llama", alpha: float = 8.0) -> list[tuple[str, bytes]]:
    """Return the facts of an adapter."""
    return [
        ("general.architecture", scalar("str", architecture)),
        ("general.type", scalar("str", "adapter")),
        ("general.name", scalar("str", "Tiny Adapter")),
        ("adapter.type", scalar("str", "lora")),
        ("adapter.lora.alpha", scalar("f32", alpha)),
    ]


def pair(name: str, inner: int, outer: int, rank: int = 4, kind: int = F32) -> list[TensorSpec]:
    """Describe the two halves for a matrix of that shape."""
    return [
        TensorSpec(f"{name}.lora_a", (inner, rank), kind),
        TensorSpec(f"{name}.lora_b", (rank, outer), kind),
    ]


def tiny_lora() -> GgufBuilder:
    """Return an adapter that fits the model of `matching_model`."""
    return GgufBuilder(adapter_metadata(), pair("blk.0.attn_q.weight", 32, 16))


def matching_model() -> GgufBuilder:
    """Return a model that `tiny_lora` fits."""
    builder = GgufBuilder()
    builder.tensors += [
        TensorSpec("blk.0.attn_q.weight", (32, 16)),
        TensorSpec("blk.0.ffn_up_exps.weight", (32, 64, 2)),
        TensorSpec("output.weight", (32, 4)),
    ]
    return builder


def write_random_lora(
    model: Path,
    target: Path,
    seed: int = 1,
    *,
    strength: float = 0.06,
    parts: Iterable[str] = ("attn_q", "attn_v", "ffn_down"),
    rank: int = 32,
) -> Path:
    """Write an adapter that changes a real model at random, and so much that its texts differ."""
    noise = np.random.default_rng(seed)
    base = read_gguf(model)
    tensors = []
    for tensor in base.tensors:
        if any(f".{part}." in tensor.name for part in parts):
            for half in pair(tensor.name, tensor.shape[0], tensor.shape[1], rank, F16):
                half.data = noise.normal(0, strength, half.shape).astype("<f2").tobytes()
                tensors.append(half)
    return GgufBuilder(adapter_metadata(base.facts.architecture, rank), tensors).write(target)
