"""Builds small folders of ONNX Runtime GenAI models, valid by default and broken on demand."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

FLOAT, INT32, INT64 = 1, 6, 7
"""Kinds of numbers (``TensorProto.DataType``)."""

CONFIG: dict[str, Any] = {
    "model": {
        "bos_token_id": 1,
        "context_length": 4096,
        "decoder": {
            "session_options": {"log_id": "onnxruntime-genai", "provider_options": [{"dml": {}}]},
            "filename": "model.onnx",
            "head_size": 16,
            "hidden_size": 64,
            "inputs": {"input_ids": "input_ids", "past_key_names": "past_key_values.%d.key"},
            "outputs": {"logits": "logits"},
            "num_attention_heads": 4,
            "num_hidden_layers": 3,
            "num_key_value_heads": 2,
        },
        "eos_token_id": [2, 3],
        "pad_token_id": 0,
        "type": "phi3",
        "vocab_size": 1000,
    },
    "search": {"max_length": 4096, "temperature": 1.0, "past_present_share_buffer": True},
}


def varint(value: int) -> bytes:
    """Write a number, seven bits in each byte."""
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def number(place: int, value: int) -> bytes:
    """Write a field with a number."""
    return varint(place << 3) + varint(value)


def part(place: int, content: bytes | str) -> bytes:
    """Write a field with bytes, a text or a message."""
    raw = content.encode() if isinstance(content, str) else content
    return varint(place << 3 | 2) + varint(len(raw)) + raw


def entry(key: str, value: str) -> bytes:
    """Write one fact about where a tensor lies."""
    return part(13, part(1, key) + part(2, value))


def tensor(name: str, shape: Sequence[int], kind: int, external: Mapping[str, str] | None = None) -> bytes:
    """Write a tensor whose numbers lie in another file."""
    written = part(1, b"".join(map(varint, shape))) + number(2, kind) + part(8, name)
    if external:
        written += b"".join(entry(key, value) for key, value in external.items()) + number(14, 1)
    return written


def node(
    operator: str,
    inputs: Sequence[str] = (),
    attributes: Sequence[bytes] = (),
    outputs: Sequence[str] = ("out",),
    domain: str = "",
) -> bytes:
    """Write an operator."""
    written = b"".join(part(1, one) for one in inputs) + b"".join(part(2, one) for one in outputs)
    return written + part(4, operator) + b"".join(part(5, one) for one in attributes) + part(7, domain)


def whole_number(name: str, value: int) -> bytes:
    """Write an attribute."""
    return part(1, name) + number(3, value) + number(20, 2)


def decimal_number(name: str, value: float) -> bytes:
    """Write an attribute."""
    return part(1, name) + varint(2 << 3 | 5) + struct.pack("<f", value) + number(20, 1)


def whole_numbers(name: str, values: Sequence[int]) -> bytes:
    """Write an attribute."""
    return part(1, name) + b"".join(number(8, value) for value in values) + number(20, 7)


def weights_tensor(name: str, numbers: NDArray[Any]) -> bytes:
    """Write a tensor with its numbers in it."""
    kind = {"float32": FLOAT, "int64": INT64}[numbers.dtype.name]
    written = b"".join(number(1, size) for size in numbers.shape)
    return written + number(2, kind) + part(8, name) + part(9, numbers.tobytes())


def value_info(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    """Write what goes in or out, with sizes or their names."""
    sizes = b"".join(part(1, number(1, one) if isinstance(one, int) else part(2, one)) for one in shape)
    return part(1, name) + part(2, part(1, number(1, kind) + part(2, sizes)))


def packed_node() -> bytes:
    """Write the operator that multiplies by weights of 4 bits."""
    attributes = [whole_number("bits", 4), whole_number("N", 64), whole_number("K", 128)]
    return node("MatMulNBits", ["x", "w.quant", "w.scales"], attributes)


DATA = {"location": "model.onnx.data", "offset": "0", "length": "4096"}


def tiny_onnx(external: Mapping[str, str] = DATA, nodes: Sequence[bytes] = ()) -> bytes:
    """Write a model with one packed matrix and one plain one."""
    graph = b"".join(part(1, one) for one in (packed_node(), *nodes))
    graph += part(5, tensor("w.quant", (64, 4, 16), 2, external))
    graph += part(5, tensor("w.scales", (64, 4), 10, {"location": "model.onnx.data", "offset": "4096"}))
    graph += part(5, tensor("embedding", (100, 16), 10, {"location": "model.onnx.data", "length": "3200"}))
    return wrap(graph)


def wrap(graph: bytes) -> bytes:
    """Make a model out of a graph."""
    opsets = part(8, number(2, 21)) + part(8, part(1, "com.microsoft") + number(2, 1))
    return number(1, 10) + part(2, "tests") + part(7, graph) + opsets


@dataclass
class OnnxBuilder:
    """Hold the parts of a folder; change any of them, then `write`."""

    config: dict[str, Any] = field(default_factory=lambda: deepcopy(CONFIG))
    files: dict[str, bytes] = field(
        default_factory=lambda: {
            "model.onnx": tiny_onnx(),
            "model.onnx.data": bytes(8192),
            "tokenizer.json": b"{}",
            "tokenizer_config.json": b'{"chat_template": "{% if tools %}{% endif %}"}',
        }
    )

    @property
    def decoder(self) -> dict[str, Any]:
        """The part of the settings that describes the decoder."""
        return self.config["model"]["decoder"]  # type: ignore[no-any-return]

    def write(self, folder: Path) -> Path:
        """Write the folder and return its path."""
        files = {"genai_config.json": json.dumps(self.config).encode()} | self.files
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return folder
