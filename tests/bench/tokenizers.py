"""Turns text into a model's tokens, without its weights."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, Protocol

from tests.llama_log import silence_llama


class Tokenizer(Protocol):
    """What prompts are made with."""

    def tokens(self, text: str, start: bool) -> list[int]:
        """Turn text into tokens, with the model's first token when it is the ``start``."""
        ...


def tokenizer_of(model: Path) -> Tokenizer:
    """Open the tokenizer of a GGUF file, or of the folder of an ONNX model that a file lies in."""
    return _Gguf(model) if model.suffix == ".gguf" else _Json(model.parent / "tokenizer.json")


class _Gguf:
    """A GGUF file's vocabulary."""

    def __init__(self, model: Path) -> None:
        import llama_cpp.llama_cpp as llama  # native code: only when a benchmark runs

        silence_llama()
        self._llama: Any = llama
        parameters = llama.llama_model_default_params()
        parameters.vocab_only = True
        self._model = llama.llama_model_load_from_file(str(model).encode(), parameters)
        if not self._model:
            raise ValueError(f"{model} is no model")
        self._vocabulary = llama.llama_model_get_vocab(self._model)

    def tokens(self, text: str, start: bool) -> list[int]:
        octets = text.encode()
        found = (ctypes.c_int32 * (len(octets) + 8))()
        count = self._llama.llama_tokenize(
            self._vocabulary, octets, len(octets), found, len(found), start, False
        )
        return list(found[:count])


class _Json:
    """A ``tokenizer.json``."""

    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer as Native  # native code: only when a benchmark runs

        self._native = Native.from_file(str(file))

    def tokens(self, text: str, start: bool) -> list[int]:
        found: list[int] = self._native.encode(text, add_special_tokens=start).ids
        return found
