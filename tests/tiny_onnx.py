"""Makes a tiny model for ONNX Runtime GenAI with random weights: a real decoder, with nonsense to say.

Its words are single bytes. It likes letters, and to close a bracket that was just opened, so that JSON comes to an end.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.models.onnx_builder import (
    FLOAT,
    INT32,
    INT64,
    node,
    part,
    value_info,
    weights_tensor,
    whole_number,
    wrap,
)

SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
END = 2
VOCABULARY = 256 + len(SPECIAL)
CONTEXT = 4096
_WIDTH, _HEADS, _HEAD = 32, 2, 16
_LIKED = 'abcdefghijklmnopqrstuvwxyz "}'
_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def make_tiny_onnx(folder: Path) -> Path:
    """Write the folder and return the file in it that names the model."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(_decoder())
    files = {
        "genai_config.json": _config(),
        "tokenizer.json": _tokenizer(),
        "tokenizer_config.json": {
            "tokenizer_class": "GPT2Tokenizer",
            "eos_token": SPECIAL[END],
            "chat_template": _TEMPLATE,
        },
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder / "genai_config.json"


def _config() -> dict[str, Any]:
    return {
        "model": {
            "bos_token_id": 0,
            "context_length": CONTEXT,
            "decoder": {
                "session_options": {"log_id": "onnxruntime-genai", "provider_options": []},
                "filename": "model.onnx",
                "head_size": _HEAD,
                "hidden_size": _WIDTH,
                "inputs": {
                    "input_ids": "input_ids",
                    "attention_mask": "attention_mask",
                    "past_key_names": "past_key_values.%d.key",
                    "past_value_names": "past_key_values.%d.value",
                },
                "outputs": {
                    "logits": "logits",
                    "present_key_names": "present.%d.key",
                    "present_value_names": "present.%d.value",
                },
                "num_attention_heads": _HEADS,
                "num_hidden_layers": 1,
                "num_key_value_heads": 1,
            },
            "eos_token_id": END,
            "pad_token_id": 0,
            "type": "llama",
            "vocab_size": VOCABULARY,
        },
        # What a model asks for here must not change what the engine does.
        "search": {"max_length": CONTEXT, "past_present_share_buffer": True, "do_sample": True, "top_k": 50},
    }


def _letters() -> list[str]:
    """Return the letter for each byte in byte-level vocabularies."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = iter(range(256, 512))
    return [chr(octet) if octet in plain else chr(next(others)) for octet in range(256)]


def _tokenizer() -> dict[str, Any]:
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    words = [*SPECIAL, *_letters()]
    added = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": place, "content": one, **added} for place, one in enumerate(SPECIAL)],
        "normalizer": None,
        "pre_tokenizer": byte_level,
        "post_processor": byte_level,
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "vocab": {word: place for place, word in enumerate(words)},
            "merges": [],
        },
    }


def _decoder() -> bytes:
    """Write one layer: grouped attention over all tokens so far, and a bias towards some bytes."""
    random = np.random.default_rng(7)

    def matrix(*shape: int) -> Any:
        return random.normal(0, 1 / np.sqrt(shape[0]), shape).astype(np.float32)

    embedding = random.normal(0, 1, (VOCABULARY, _WIDTH)).astype(np.float32)
    to_logits = 2 * matrix(_WIDTH, VOCABULARY)
    to_logits[:, _token("}")] = embedding[_token("{")]
    bias = np.full(VOCABULARY, -10.0, np.float32)
    bias[[_token(letter) for letter in _LIKED]] = 0.0
    weights = {
        "embedding": embedding,
        "to_query": matrix(_WIDTH, _HEADS * _HEAD),
        "to_key": matrix(_WIDTH, _HEAD),
        "to_value": matrix(_WIDTH, _HEAD),
        "from_heads": matrix(_HEADS * _HEAD, _WIDTH),
        "to_logits": to_logits,
        "bias": bias,
        "one": np.array([1], np.int64),
    }
    memory = ["past_key_values.0.key", "past_key_values.0.value"]
    present = ["present.0.key", "present.0.value"]
    heads = [whole_number("num_heads", _HEADS), whole_number("kv_num_heads", 1)]
    nodes = [
        node("Gather", ["embedding", "input_ids"], outputs=["x"]),
        node("MatMul", ["x", "to_query"], outputs=["query"]),
        node("MatMul", ["x", "to_key"], outputs=["key"]),
        node("MatMul", ["x", "to_value"], outputs=["value"]),
        node("ReduceSum", ["attention_mask", "one"], [whole_number("keepdims", 0)], ["lengths"]),
        node("Sub", ["lengths", "one"], outputs=["last"]),
        node("Cast", ["last"], [whole_number("to", INT32)], ["last32"]),
        node("Shape", ["attention_mask"], [whole_number("start", 1)], ["total"]),
        node("Cast", ["total"], [whole_number("to", INT32)], ["total32"]),
        node(
            "GroupQueryAttention",
            ["query", "key", "value", *memory, "last32", "total32"],
            heads,
            ["heads", *present],
            "com.microsoft",
        ),
        node("MatMul", ["heads", "from_heads"], outputs=["seen"]),
        node("Add", ["x", "seen"], outputs=["hidden"]),
        node("MatMul", ["hidden", "to_logits"], outputs=["unbiased"]),
        node("Add", ["unbiased", "bias"], outputs=["logits"]),
    ]
    graph = b"".join(part(1, one) for one in nodes) + part(2, "tiny")
    graph += b"".join(part(5, weights_tensor(name, numbers)) for name, numbers in weights.items())
    graph += part(11, value_info("input_ids", INT64, ["batch", "length"]))
    graph += part(11, value_info("attention_mask", INT64, ["batch", "total"]))
    cells: Sequence[str | int] = ["batch", 1, "cells", _HEAD]
    graph += b"".join(part(11, value_info(name, FLOAT, cells)) for name in memory)
    graph += part(12, value_info("logits", FLOAT, ["batch", "length", VOCABULARY]))
    return wrap(graph + b"".join(part(12, value_info(name, FLOAT, cells)) for name in present))


def _token(letter: str) -> int:
    return len(SPECIAL) + ord(letter)
