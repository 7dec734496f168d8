"""What the fuzzer calls with its inputs: each ends in a result that holds or in a `ModelFileError` with a hint."""

from __future__ import annotations

import json
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from deai_desktop.core.errors import InvalidInputError, ModelFileError
from deai_desktop.models import gguf_bytes, protobuf
from deai_desktop.models.gguf import GgufFile, read_gguf
from deai_desktop.models.gguf_lora import is_adapter, read_adapter
from deai_desktop.models.gguf_metadata import GgufArray
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.onnx_folder import read_onnx_folder
from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar
from tests.models.hostile import hostile_gguf, hostile_onnx
from tests.models.hostile_lora import hostile_loras
from tests.models.lora_builder import matching_model, tiny_lora
from tests.models.onnx_builder import OnnxBuilder

# Small windows, so that small inputs cross their edges too.
gguf_bytes.WINDOW = protobuf.WINDOW = 48

_FOLDER = Path(tempfile.mkdtemp(prefix="deai-fuzz-"))


@dataclass(frozen=True)
class Target:
    """Name one thing to fuzz."""

    call: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    longest: int
    """Bytes of the largest input."""
    modules: tuple[str, ...]
    """Whose lines count as reached."""


def fuzz_gguf(data: bytes) -> None:
    """Read the input as a GGUF file, or as the first half of one."""
    file = _FOLDER / "input-00001-of-00002.gguf"
    file.write_bytes(data)
    second = file.with_name("input-00002-of-00002.gguf")
    if not second.exists():
        second.write_bytes(_part(1, "second").build())
    try:
        found = read_gguf(file)
        for tensor in found.tensors:
            assert 0 <= found.data_offset + tensor.offset <= len(data) - tensor.size
        for value in found.metadata.values():
            if isinstance(value, GgufArray):
                _read_list(value)
        facts = _adapter_facts(found) if is_adapter(found) else found.facts
    except ModelFileError as error:
        _check(error)
    else:
        assert len(data) == (facts.part_sizes[0] if facts.part_sizes else facts.size)
        assert 0 < facts.weights_bytes <= facts.size
        assert type(facts).from_json(facts.to_json()) == facts


def _adapter_facts(found: GgufFile) -> ModelFacts:
    model = _FOLDER / "model.gguf"
    if not model.exists():
        matching_model().write(model)
    adapter = read_adapter(found)
    with suppress(InvalidInputError):
        adapter.check_fits("it", read_gguf(model))
    return adapter.facts


def _check(error: ModelFileError) -> None:
    assert error.message
    assert error.hint
    assert len(error.message) < 1000


def _read_list(value: GgufArray) -> None:
    try:
        read = list(islice(value.values(), 1000))
    except ModelFileError:
        return
    assert len(read) == min(value.length, 1000)


def _gguf_seeds() -> Iterator[bytes]:
    yield from hostile_gguf().values()
    yield GgufBuilder().build()
    yield tiny_lora().build()
    yield from hostile_loras()
    yield GgufBuilder(version=2, alignment=64).set("general.alignment", scalar("u32", 64)).build()
    yield _part(0, "first").build()
    for architecture in ("gemma3", "qwen3next", "deepseek2", "gemma3n", "llama4"):
        yield _rich(architecture).build()
    for kind in ("u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", "u64", "i64", "f64", "str"):
        yield GgufBuilder().set("x", scalar(kind, 1)).set("y", array(kind, [1, 0, 1])).build()
    nested = struct.pack("<IIQ", 9, 9, 2) + 2 * array("u8", [1, 2])[4:]
    yield GgufBuilder().set("x", nested).build()


def _part(number: int, tensor: str) -> GgufBuilder:
    builder = GgufBuilder(tensors=[TensorSpec(tensor)])
    builder.set("split.count", scalar("u16", 2)).set("split.tensors.count", scalar("i32", 2))
    return builder.set("split.no", scalar("u16", number))


def _rich(architecture: str) -> GgufBuilder:
    """Say all that is asked for."""
    builder = GgufBuilder(tensors=[TensorSpec("a", (32, 4), 3), TensorSpec("b", (256,), 12)])
    builder.set("general.architecture", scalar("str", architecture))
    builder.set("tokenizer.chat_template.tool_use", scalar("str", "{{ tools }}"))
    for name, value in {
        "block_count": scalar("u32", 6),
        "embedding_length": scalar("u32", 64),
        "attention.head_count": array("i32", [4] * 6),
        "attention.head_count_kv": array("i32", [0, 1, 2, 0, 1, 2]),
        "attention.key_length": scalar("u32", 16),
        "attention.key_length_mla": scalar("u32", 16),
        "attention.sliding_window": scalar("u32", 512),
        "attention.sliding_window_pattern": array("bool", [1, 0] * 3),
        "attention.shared_kv_layers": scalar("u32", 2),
        "attention.recurrent_layers": array("bool", [1, 0] * 3),
        "full_attention_interval": scalar("u32", 4),
        "expert_count": scalar("u32", 8),
        "expert_used_count": scalar("u32", 2),
        "nextn_predict_layers": scalar("u32", 1),
        "rope.scaling.type": scalar("str", "yarn"),
        "rope.scaling.original_context_length": scalar("u32", 4096),
    }.items():
        builder.set(f"{architecture}.{name}", value)
    return builder


def fuzz_onnx(data: bytes) -> None:
    """Read a folder whose settings and model are the input: the length of the settings, these, the model."""
    folder = OnnxBuilder().write(_FOLDER / "onnx") if not (_FOLDER / "onnx").exists() else _FOLDER / "onnx"
    length = int.from_bytes(data[:2], "little")
    (folder / "genai_config.json").write_bytes(data[2 : 2 + length])
    (folder / "model.onnx").write_bytes(data[2 + length :])
    try:
        found = read_onnx_folder(folder)
    except ModelFileError as error:
        _check(error)
    else:
        assert all((folder / name).resolve().is_relative_to(folder.resolve()) for name in found.files)
        assert found.facts.size == sum((folder / name).stat().st_size for name in found.files)
        assert type(found.facts).from_json(found.facts.to_json()) == found.facts


def _onnx_seeds() -> Iterator[bytes]:
    for builder in (OnnxBuilder(), *hostile_onnx().values()):
        config = builder.files.get("genai_config.json", json.dumps(builder.config).encode())
        yield len(config).to_bytes(8, "little")[:2] + config + builder.files["model.onnx"]


_GGUF_MODULES = (
    "gguf",
    "gguf_bytes",
    "gguf_metadata",
    "gguf_tensors",
    "gguf_facts",
    "gguf_lora",
    "gguf_layers",
    "gguf_split",
)
_ONNX_MODULES = ("onnx_folder", "onnx_graph", "genai_config", "protobuf")

TARGETS = {
    "gguf": Target(fuzz_gguf, _gguf_seeds, 4096, _GGUF_MODULES),
    "onnx": Target(fuzz_onnx, _onnx_seeds, 4096, _ONNX_MODULES),
}
