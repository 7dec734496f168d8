"""Small hostile model files, each named for what it attacks: ``python -m tests.models.hostile FOLDER`` writes them."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.models import onnx_builder as onnx
from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar, text

Change = Callable[[GgufBuilder], object]


def fact(key: str, value: bytes) -> Change:
    """Replace or add a fact."""
    return lambda builder: builder.set(key, value)


def tensor(spec: TensorSpec) -> Change:
    """Add a tensor."""
    return lambda builder: builder.tensors.append(spec)


def attribute(name: str, value: object) -> Change:
    """Change a part of the builder."""
    return lambda builder: setattr(builder, name, value)


def list_head(kind: int, length: int) -> bytes:
    """Write the beginning of a list of ``length`` values."""
    return struct.pack("<IIQ", 9, kind, length)


_GGUF: dict[str, Change] = {
    "count-of-tensors-wraps-around": attribute("tensor_count", 2**64 - 1),
    "count-of-tensors-beyond-the-file": attribute("tensor_count", 100_000),
    "count-of-facts-wraps-around": attribute("metadata_count", 2**63),
    "count-of-facts-beyond-the-file": attribute("metadata_count", 60_000),
    "length-of-text-wraps-around": fact("x", struct.pack("<IQ", 8, 2**64 - 1)),
    "length-of-text-beyond-the-file": fact("x", struct.pack("<IQ", 8, 7_000_000)),
    "length-of-key-is-huge": fact("k" * 70_000, scalar("u8", 1)),
    "length-of-list-times-size-wraps-around": fact("x", list_head(10, 2**61)),
    "length-of-list-beyond-the-file": fact("x", list_head(12, 60_000_000)),
    "list-of-texts-promises-millions": fact("x", list_head(8, 4_000_000)),
    "list-of-texts-with-endless-text": fact("x", list_head(8, 1) + struct.pack("<Q", 2**64 - 1)),
    "lists-within-lists": fact("x", b"\x09\0\0\0" + struct.pack("<IQ", 9, 1) * 300),
    "lists-within-lists-many": fact("x", list_head(9, 65_537)),
    "key-twice": lambda builder: builder.metadata.append(("general.name", scalar("str", "again"))),
    "key-empty": fact("", scalar("u8", 1)),
    "key-with-line-break": fact("a\nb", scalar("u8", 1)),
    "key-with-zero": fact("general.architecture\0", scalar("str", "llama")),
    "text-that-is-no-utf8": fact("general.name", struct.pack("<I", 8) + text(b"\xff\xfe\xfd")),
    "type-of-value-unknown": fact("x", struct.pack("<I", 13)),
    "type-of-value-negative": fact("x", struct.pack("<i", -1)),
    "bool-that-is-2": fact("x", struct.pack("<IB", 7, 2)),
    "alignment-zero": fact("general.alignment", scalar("u32", 0)),
    "alignment-odd": fact("general.alignment", scalar("u32", 33)),
    "alignment-huge": fact("general.alignment", scalar("u64", 2**63)),
    "tensor-twice": tensor(TensorSpec("token_embd.weight")),
    "tensor-overlaps": tensor(TensorSpec("t", offset=0)),
    "tensor-offset-wraps-around": tensor(TensorSpec("t", offset=2**64 - 32)),
    "tensor-unaligned": tensor(TensorSpec("t", offset=7)),
    "tensor-beyond-the-file": tensor(TensorSpec("t", (2**30,), 0)),
    "tensor-size-wraps-around": tensor(TensorSpec("t", (2**32, 2**32), 0)),
    "tensor-size-wraps-around-to-small": tensor(TensorSpec("t", (2**63 + 16, 2, 1, 1), 0)),
    "tensor-size-zero": tensor(TensorSpec("t", (0, 4))),
    "tensor-of-half-a-block": tensor(TensorSpec("t", (33,))),
    "tensor-with-many-dimensions": tensor(TensorSpec("t", (1,) * 300)),
    "tensor-without-dimensions": tensor(TensorSpec("t", ())),
    "tensor-of-removed-type": tensor(TensorSpec("t", (32,), 4)),
    "tensor-of-unknown-type": tensor(TensorSpec("t", (32,), 2**31)),
    "tensor-name-too-long-for-llama.cpp": tensor(TensorSpec("n" * 64)),
    "tensor-name-with-zero": tensor(TensorSpec("a\0b")),
    "vocabulary-longer-than-its-scores": fact("tokenizer.ggml.scores", array("f32", [0.0])),
    "vocabulary-longer-than-its-types": fact("tokenizer.ggml.token_type", array("i32", [1])),
    "vocabulary-of-numbers": fact("tokenizer.ggml.tokens", array("u32", [1, 2, 3])),
    "layers-more-than-llama.cpp-holds": fact("llama.block_count", scalar("u32", 513)),
    "layers-divided-by-zero": fact("llama.full_attention_interval", scalar("u32", 0)),
    "architecture-that-is-a-path": fact("general.architecture", scalar("str", "../../evil")),
    "architecture-missing": lambda builder: builder.drop("general.architecture"),
    "part-of-thousands": fact("split.count", scalar("u16", 65_535)),
    "version-of-tomorrow": attribute("version", 4),
    "version-of-big-endian": attribute("version", 3 << 24),
    "magic-of-another-format": attribute("magic", b"ggjt"),
    "no-tensors": attribute("tensors", []),
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


def _lies_at(**changes: str) -> bytes:
    return onnx.tiny_onnx(onnx.DATA | changes)


def _nested(depth: int) -> bytes:
    """Write graphs within graphs, as loops have them."""
    graph = onnx.part(1, onnx.node("Relu"))
    for _ in range(depth):
        graph = onnx.part(1, onnx.node("If", attributes=[onnx.part(6, graph)]))
    return onnx.wrap(graph)


_GRAPH = onnx.part(1, onnx.packed_node())
_HUGE_NODE = onnx.node("MatMulNBits", (), [onnx.whole_number("N", 2**62), onnx.whole_number("K", 2**62)])
_TWICE = onnx.entry("location", "model.onnx.data") + onnx.entry("location", "../x")
# Programs pass over the second value, which is a number of 64 bits.
_TWO_KINDS = onnx.part(
    13, onnx.part(1, "location") + onnx.part(2, "../x") + onnx.varint(2 << 3 | 1) + b"a" * 8
)
_ONNX: dict[str, bytes] = {
    "data-outside-by-dots": _lies_at(location="../../../etc/passwd"),
    "data-outside-by-inner-dots": _lies_at(location="a/../../x"),
    "data-outside-by-root": _lies_at(location="/etc/passwd"),
    "data-outside-by-drive": _lies_at(location="C:\\Windows\\win.ini"),
    "data-outside-by-share": _lies_at(location="\\\\server\\share\\x"),
    "data-outside-by-backslashes": _lies_at(location="..\\..\\x"),
    "data-in-a-device-of-windows": _lies_at(location="CON"),
    "data-in-a-stream-of-windows": _lies_at(location="model.onnx.data:x"),
    "data-at-an-address-in-memory": _lies_at(location="*/_ORT_MEM_ADDR_/*", offset="140737353719808"),
    "data-in-the-folder-itself": _lies_at(location="."),
    "data-nowhere": _lies_at(location=""),
    "data-missing": _lies_at(location="other.data"),
    "data-with-zero-in-its-name": _lies_at(location="model.onnx.data\0"),
    "data-beyond-its-file": _lies_at(offset="8000"),
    "data-with-negative-offset": _lies_at(offset="-1"),
    "data-with-endless-offset": _lies_at(offset="9" * 1000),
    "data-said-twice": onnx.wrap(onnx.part(5, onnx.tensor("t", (1,), 1) + _TWICE)),
    "data-said-in-two-kinds": onnx.wrap(onnx.part(5, onnx.tensor("t", (1,), 1) + _TWO_KINDS)),
    "code-for-one-kind-of-chip": onnx.wrap(onnx.part(1, onnx.node("EPContext"))),
    "data-outside-in-a-node": onnx.wrap(
        onnx.part(
            1, onnx.node("Constant", (), [onnx.part(5, onnx.tensor("t", (1,), 1, {"location": "../x"}))])
        )
    ),
    "data-outside-in-a-sparse-tensor": onnx.wrap(
        onnx.part(15, onnx.part(1, onnx.tensor("t", (1,), 1, {"location": "../x"})))
    ),
    "data-outside-in-training": onnx.tiny_onnx()
    + onnx.part(20, onnx.part(2, onnx.part(5, onnx.tensor("t", (1,), 1, {"location": "../x"})))),
    "data-outside-in-a-function": onnx.tiny_onnx()
    + onnx.part(
        25,
        onnx.part(7, onnx.node("C", (), [onnx.part(10, onnx.tensor("t", (1,), 1, {"location": "../x"}))])),
    ),
    "data-outside-in-a-second-graph": onnx.tiny_onnx()
    + onnx.part(7, onnx.part(5, onnx.tensor("t", (1,), 1, {"location": "../x"}))),
    "graphs-within-graphs": _nested(20),
    "part-beyond-the-whole": onnx.number(1, 10) + b"\x3a\xff\x01",
    "part-of-unknown-kind": onnx.number(1, 10) + b"\x3b",
    "number-without-end": b"\x08" + b"\xff" * 20,
    "number-of-70-bits": b"\x08" + b"\xff" * 9 + b"\x7f",
    "number-of-no-field": b"\x00\x00",
    "graph-that-is-a-number": onnx.number(1, 10) + onnx.number(7, 5),
    "tensor-with-wrapping-size": onnx.wrap(onnx.part(5, onnx.tensor("t", (2**63, 2**63), 1))),
    "tensor-with-many-dimensions": onnx.wrap(onnx.part(5, onnx.tensor("t", (1,) * 500, 1))),
    "tensor-name-no-text": onnx.wrap(onnx.part(5, onnx.part(8, b"\xff\xff"))),
    "tensor-name-huge": onnx.wrap(onnx.part(5, onnx.part(8, "n" * 100_000))),
    "weights-that-wrap-around": onnx.wrap(onnx.part(1, _HUGE_NODE)),
    "version-missing": onnx.part(7, _GRAPH),
    "version-of-tomorrow": onnx.number(1, 1000) + onnx.part(7, _GRAPH),
    "graph-missing": onnx.number(1, 10),
    "empty": b"",
    "cut": onnx.tiny_onnx()[:-20],
}
_SETTINGS: dict[str, Callable[[dict[str, Any]], object]] = {
    "settings-with-code-of-their-own": lambda decoder: decoder["session_options"].update(
        custom_ops_library="x.dll"
    ),
    "settings-with-a-backend-of-their-own": lambda decoder: decoder["session_options"].update(
        provider_options=[{"qnn": {"backend_path": "QnnHtp"}}]
    ),
    "settings-that-write-files": lambda decoder: decoder["session_options"].update(enable_profiling="../x"),
    "settings-with-a-model-outside": lambda decoder: decoder.update(filename="../model.onnx"),
    "settings-with-a-model-at-the-root": lambda decoder: decoder.update(filename="/model.onnx"),
    "settings-with-a-model-missing": lambda decoder: decoder.update(filename="other.onnx"),
    "settings-with-a-model-that-is-none": lambda decoder: decoder.update(filename="tokenizer.json"),
    "settings-with-a-pipeline-outside": lambda decoder: decoder.update(
        pipeline=[{"a": {"filename": "../x.onnx"}}]
    ),
    "settings-with-data-outside": lambda decoder: decoder["session_options"].update(
        {"session.model_external_initializers_file_folder_path": "/etc"}
    ),
    "settings-with-negative-layers": lambda decoder: decoder.update(num_hidden_layers=-1),
    "settings-with-very-many-layers": lambda decoder: decoder.update(num_hidden_layers=2**31),
    "settings-with-layers-as-text": lambda decoder: decoder.update(num_hidden_layers="3"),
}
_CONFIGS: dict[str, bytes] = {
    "json-nested-deep": b'{"model":' + b"[" * 100_000,
    "json-nested-deep-and-whole": b'{"model":' + b"[" * 500 + b"]" * 500 + b"}",
    "json-with-name-twice": b'{"model": {"type": "phi3"}, "model": {"type": "x"}}',
    "json-with-nan": b'{"model": NaN}',
    "json-with-endless-number": b'{"model": ' + b"9" * 100_000 + b"}",
    "json-that-is-a-list": b"[]",
    "json-that-is-no-text": b"\xff\xfe",
    "json-huge": b" " * 2_000_000,
    "json-cut": b'{"model": {"type": "ph',
    "json-without-model": b"{}",
}


def hostile_onnx() -> dict[str, onnx.OnnxBuilder]:
    """Return the hostile folders by name."""
    found = {name: _folder({"model.onnx": content}) for name, content in _ONNX.items()}
    for name, change in _SETTINGS.items():
        found[name] = onnx.OnnxBuilder()
        change(found[name].decoder)
    found |= {name: _folder({"genai_config.json": content}) for name, content in _CONFIGS.items()}
    found["pickle-beside-the-model"] = _folder({"model.pkl": b"\x80\x04."})
    found["pickle-that-calls-itself-bin"] = _folder({"pytorch_model.bin": b"PK\x03\x04"})
    found["files-very-many"] = _folder({f"x/{number}": b"" for number in range(1001)})
    found["tokenizer-missing"] = onnx.OnnxBuilder()
    del found["tokenizer-missing"].files["tokenizer.json"]
    found["tokenizer-with-broken-settings"] = _folder({"tokenizer_config.json": b"{"})
    return found


def _folder(files: Mapping[str, bytes]) -> onnx.OnnxBuilder:
    builder = onnx.OnnxBuilder()
    builder.files.update(files)
    return builder


def main() -> None:
    """Write all of them into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in hostile_gguf().items():
        (folder / f"{name}.gguf").write_bytes(content)
    for name, builder in hostile_onnx().items():
        builder.write(folder / name)


if __name__ == "__main__":
    main()
