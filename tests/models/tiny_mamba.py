"""Builds a recurrent model (Mamba) of random weights: it writes nonsense, but works as every such model does."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar

_F32 = 0
_WIDTH, _INNER, _STATE, _KERNEL, _RANK, _LAYERS = 64, 128, 16, 4, 4, 2


def _letters() -> list[str]:
    """Name each byte as GPT-2 does: those that can be seen by themselves, the others by letters from 256 on."""
    seen = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = iter(range(256, 512))
    return [chr(byte) if byte in seen else chr(next(others)) for byte in range(256)]


def write_tiny_mamba(path: Path, seed: int = 1) -> Path:
    """Write the model and return its path."""
    tokens = [*_letters(), "<|end|>"]
    noise = np.random.default_rng(seed)

    def tensor(name: str, *shape: int) -> TensorSpec:
        data = noise.normal(0, 0.4, shape).astype("<f4")
        if name.endswith("ssm_a"):
            data = -np.abs(data) - 0.1  # a state must fade, or numbers overflow
        return TensorSpec(name, shape, _F32, data=data.tobytes())

    tensors = [tensor("token_embd.weight", _WIDTH, len(tokens)), tensor("output_norm.weight", _WIDTH)]
    for layer in range(_LAYERS):
        for name, shape in {
            "attn_norm.weight": (_WIDTH,),
            "ssm_in.weight": (_WIDTH, 2 * _INNER),
            "ssm_conv1d.weight": (_KERNEL, _INNER),
            "ssm_conv1d.bias": (_INNER,),
            "ssm_x.weight": (_INNER, _RANK + 2 * _STATE),
            "ssm_dt.weight": (_RANK, _INNER),
            "ssm_dt.bias": (_INNER,),
            "ssm_a": (_STATE, _INNER),
            "ssm_d": (_INNER,),
            "ssm_out.weight": (_INNER, _WIDTH),
        }.items():
            tensors.append(tensor(f"blk.{layer}.{name}", *shape))
    numbers = {
        "context_length": 4096,
        "embedding_length": _WIDTH,
        "feed_forward_length": 0,
        "attention.head_count": 0,
        "block_count": _LAYERS,
        "ssm.conv_kernel": _KERNEL,
        "ssm.inner_size": _INNER,
        "ssm.state_size": _STATE,
        "ssm.time_step_rank": _RANK,
    }
    metadata = [
        ("general.architecture", scalar("str", "mamba")),
        ("general.name", scalar("str", "Tiny Mamba")),
        ("general.file_type", scalar("u32", 0)),
        *((f"mamba.{key}", scalar("u32", value)) for key, value in numbers.items()),
        ("mamba.attention.layer_norm_rms_epsilon", scalar("f32", 1e-5)),
        ("tokenizer.ggml.model", scalar("str", "gpt2")),
        ("tokenizer.ggml.pre", scalar("str", "gpt-2")),
        ("tokenizer.ggml.tokens", array("str", tokens)),
        ("tokenizer.ggml.token_type", array("i32", [1] * 256 + [3])),
        ("tokenizer.ggml.merges", array("str", ["a b"])),
        ("tokenizer.ggml.eos_token_id", scalar("u32", 256)),
        ("tokenizer.chat_template", scalar("str", "{% for m in messages %}{{ m.content }}\n{% endfor %}")),
    ]
    return GgufBuilder(metadata, tensors).write(path)
