"""Small hostile model files, each named for what it attacks: ``python -m tests.models.hostile FOLDER`` writes them."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar, text

Change = Callable[[GgufBuilder], object]


def _fact(key: str, value: bytes) -> Change:
    return lambda builder: builder.set(key, value)


def _tensor(spec: TensorSpec) -> Change:
    return lambda builder: builder.tensors.append(spec)


def _attribute(name: str, value: object) -> Change:
    return lambda builder: setattr(builder, name, value)


def list_head(kind: int, length: int) -> bytes:
    """Write the beginning of a list of ``length`` values."""
    return struct.pack("<IIQ", 9, kind, length)


_GGUF: dict[str, Change] = {
    "count-of-tensors-wraps-around": _attribute("tensor_count", 2**64 - 1),
    "count-of-tensors-beyond-the-file": _attribute("tensor_count", 100_000),
    "count-of-facts-wraps-around": _attribute("metadata_count", 2**63),
    "count-of-facts-beyond-the-file": _attribute("metadata_count", 60_000),
    "length-of-text-wraps-around": _fact("x", struct.pack("<IQ", 8, 2**64 - 1)),
    "length-of-text-beyond-the-file": _fact("x", struct.pack("<IQ", 8, 7_000_000)),
    "length-of-key-is-huge": _fact("k" * 70_000, scalar("u8", 1)),
    "length-of-list-times-size-wraps-around": _fact("x", list_head(10, 2**61)),
    "length-of-list-beyond-the-file": _fact("x", list_head(12, 60_000_000)),
    "list-of-texts-promises-millions": _fact("x", list_head(8, 4_000_000)),
    "list-of-texts-with-endless-text": _fact("x", list_head(8, 1) + struct.pack("<Q", 2**64 - 1)),
    "lists-within-lists": _fact("x", b"\x09\0\0\0" + struct.pack("<IQ", 9, 1) * 300),
    "lists-within-lists-many": _fact("x", list_head(9, 65_537)),
    "key-twice": lambda builder: builder.metadata.append(("general.name", scalar("str", "again"))),
    "key-empty": _fact("", scalar("u8", 1)),
    "key-with-line-break": _fact("a\nb", scalar("u8", 1)),
    "key-with-zero": _fact("general.architecture\0", scalar("str", "llama")),
    "text-that-is-no-utf8": _fact("general.name", struct.pack("<I", 8) + text(b"\xff\xfe\xfd")),
    "type-of-value-unknown": _fact("x", struct.pack("<I", 13)),
    "type-of-value-negative": _fact("x", struct.pack("<i", -1)),
    "bool-that-is-2": _fact("x", struct.pack("<IB", 7, 2)),
    "alignment-zero": _fact("general.alignment", scalar("u32", 0)),
    "alignment-odd": _fact("general.alignment", scalar("u32", 33)),
    "alignment-huge": _fact("general.alignment", scalar("u64", 2**63)),
    "tensor-twice": _tensor(TensorSpec("token_embd.weight")),
    "tensor-overlaps": _tensor(TensorSpec("t", offset=0)),
    "tensor-offset-wraps-around": _tensor(TensorSpec("t", offset=2**64 - 32)),
    "tensor-unaligned": _tensor(TensorSpec("t", offset=7)),
    "tensor-beyond-the-file": _tensor(TensorSpec("t", (2**30,), 0)),
    "tensor-size-wraps-around": _tensor(TensorSpec("t", (2**32, 2**32), 0)),
    "tensor-size-wraps-around-to-small": _tensor(TensorSpec("t", (2**63 + 16, 2, 1, 1), 0)),
    "tensor-size-zero": _tensor(TensorSpec("t", (0, 4))),
    "tensor-of-half-a-block": _tensor(TensorSpec("t", (33,))),
    "tensor-with-many-dimensions": _tensor(TensorSpec("t", (1,) * 300)),
    "tensor-without-dimensions": _tensor(TensorSpec("t", ())),
    "tensor-of-removed-type": _tensor(TensorSpec("t", (32,), 4)),
    "tensor-of-unknown-type": _tensor(TensorSpec("t", (32,), 2**31)),
    "tensor-name-too-long-for-llama.cpp": _tensor(TensorSpec("n" * 64)),
    "tensor-name-with-zero": _tensor(TensorSpec("a\0b")),
    "vocabulary-longer-than-its-scores": _fact("tokenizer.ggml.scores", array("f32", [0.0])),
    "vocabulary-longer-than-its-types": _fact("tokenizer.ggml.token_type", array("i32", [1])),
    "vocabulary-of-numbers": _fact("tokenizer.ggml.tokens", array("u32", [1, 2, 3])),
    "layers-more-than-llama.cpp-holds": _fact("llama.block_count", scalar("u32", 513)),
    "layers-divided-by-zero": _fact("llama.full_attention_interval", scalar("u32", 0)),
    "architecture-that-is-a-path": _fact("general.architecture", scalar("str", "../../evil")),
    "architecture-missing": lambda builder: builder.drop("general.architecture"),
    "part-of-thousands": _fact("split.count", scalar("u16", 65_535)),
    "version-of-tomorrow": _attribute("version", 4),
    "version-of-big-endian": _attribute("version", 3 << 24),
    "magic-of-another-format": _attribute("magic", b"ggjt"),
    "no-tensors": _attribute("tensors", []),
}


def hostile_gguf() -> dict[str, bytes]:
    """Return the hostile GGUF files by name."""
    found = {"empty": b"", "zeros": bytes(64), "magic-alone": b"GGUF"}
    for name, change in _GGUF.items():
        builder = GgufBuilder()
        change(builder)
        found[name] = builder.build()
    whole = GgufBuilder().build()
    found["cut-in-its-head"] = whole[:300]
    found["cut-in-its-data"] = whole[:-150]
    return found


def main() -> None:
    """Write all of them into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in hostile_gguf().items():
        (folder / f"{name}.gguf").write_bytes(content)


if __name__ == "__main__":
    main()
