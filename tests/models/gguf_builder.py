"""Builds small GGUF files, valid by default and broken on demand."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deai_desktop.models.gguf_types import TENSOR_TYPES

_FORMS = {
    "u8": (0, "<B"),
    "i8": (1, "<b"),
    "u16": (2, "<H"),
    "i16": (3, "<h"),
    "u32": (4, "<I"),
    "i32": (5, "<i"),
    "f32": (6, "<f"),
    "bool": (7, "<B"),
    "u64": (10, "<Q"),
    "i64": (11, "<q"),
    "f64": (12, "<d"),
}


_MOST_DATA = 2_000_000
"""A tensor that claims to be larger is cut off here, so that hostile sizes make no large files."""


def text(value: str | bytes) -> bytes:
    """Write a text with its length in front."""
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(raw)) + raw


def scalar(kind: str, value: int | float | str) -> bytes:
    """Write a value with its type in front; ``kind`` is one of u8 … f64, bool, str."""
    if kind == "str":
        return struct.pack("<I", 8) + text(str(value))
    number, form = _FORMS[kind]
    return struct.pack("<I", number) + struct.pack(form, value)


def array(kind: str, values: Sequence[int | float | str]) -> bytes:
    """Write a list with its type, element type and length in front."""
    number = 8 if kind == "str" else _FORMS[kind][0]
    body = b"".join(scalar(kind, value)[4:] for value in values)
    return struct.pack("<IIQ", 9, number, len(values)) + body


@dataclass
class TensorSpec:
    """Describe one tensor; ``offset`` is worked out unless it is given."""

    name: str
    shape: tuple[int, ...] = (32, 4)
    kind: int = 3
    offset: int | None = None
    data: bytes | None = None
    """None makes noise."""

    @property
    def size(self) -> int:
        """Bytes of its data."""
        packing = TENSOR_TYPES.get(self.kind, TENSOR_TYPES[0])
        count = 1
        for length in self.shape:
            count *= length
        return count // packing.block_weights * packing.block_bytes

    @property
    def data_size(self) -> int:
        """Bytes of its data in the file."""
        return min(self.size, _MOST_DATA) if self.data is None else len(self.data)


def tiny_metadata() -> list[tuple[str, bytes]]:
    """Return the facts of a model that is whole, but too small to say anything."""
    return [
        ("general.architecture", scalar("str", "llama")),
        ("general.name", scalar("str", "Tiny Test")),
        ("general.license", scalar("str", "apache-2.0")),
        ("general.file_type", scalar("u32", 3)),
        ("llama.context_length", scalar("u32", 2048)),
        ("llama.embedding_length", scalar("u32", 32)),
        ("llama.block_count", scalar("u32", 2)),
        ("llama.rope.freq_base", scalar("f32", 10000.0)),
        ("tokenizer.ggml.add_bos_token", scalar("bool", 1)),
        ("tokenizer.ggml.tokens", array("str", ["<s>", "</s>", "a", "é"])),
        ("tokenizer.ggml.scores", array("f32", [0.0, 1.0, 2.0, 3.0])),
        ("tokenizer.chat_template", scalar("str", "{% for m in messages %}{{ m.content }}{% endfor %}")),
    ]


@dataclass
class GgufBuilder:
    """Hold the parts of a GGUF file; change any of them, then `build`."""

    metadata: list[tuple[str, bytes]] = field(default_factory=tiny_metadata)
    tensors: list[TensorSpec] = field(
        default_factory=lambda: [TensorSpec("token_embd.weight"), TensorSpec("output_norm.weight", (32,), 0)]
    )
    magic: bytes = b"GGUF"
    version: int = 3
    alignment: int = 32
    tensor_count: int | None = None
    metadata_count: int | None = None

    def set(self, key: str, value: bytes) -> GgufBuilder:
        """Replace or add a fact."""
        self.metadata = [pair for pair in self.metadata if pair[0] != key] + [(key, value)]
        return self

    def drop(self, key: str) -> GgufBuilder:
        """Leave a fact out."""
        self.metadata = [pair for pair in self.metadata if pair[0] != key]
        return self

    def metadata_part(self) -> bytes:
        """Write what comes before the list of tensors."""
        tensor_count = len(self.tensors) if self.tensor_count is None else self.tensor_count
        metadata_count = len(self.metadata) if self.metadata_count is None else self.metadata_count
        head = self.magic + struct.pack("<IQQ", self.version, tensor_count, metadata_count)
        return head + b"".join(text(key) + value for key, value in self.metadata)

    def parts(self) -> Iterator[bytes]:
        """Write the file in parts, for one that is too large to hold: the head, then each tensor's data."""
        head, end = self.metadata_part(), 0
        for tensor in self.tensors:
            offset = end if tensor.offset is None else tensor.offset
            head += text(tensor.name) + struct.pack("<I", len(tensor.shape))
            head += struct.pack(f"<{len(tensor.shape)}Q", *tensor.shape)
            head += struct.pack("<IQ", tensor.kind, offset)
            end += tensor.data_size + -tensor.data_size % self.alignment
        yield self._padded(head)
        noise = random.Random(1)
        for tensor in self.tensors:
            yield self._padded(noise.randbytes(tensor.data_size) if tensor.data is None else tensor.data)

    def build(self) -> bytes:
        """Write the file."""
        return b"".join(self.parts())

    def write(self, path: Path) -> Path:
        """Write the file to disk and return its path."""
        path.write_bytes(self.build())
        return path

    def _padded(self, data: bytes) -> bytes:
        return data + bytes(-len(data) % self.alignment)


def tiny_gguf(filler: int = 0) -> bytes:
    """Return a valid GGUF file; ``filler`` makes it that many bytes larger, at most 2 MB."""
    builder = GgufBuilder()
    if filler:
        builder.tensors.append(TensorSpec("filler.weight", (filler,), 24))
    return builder.build()
