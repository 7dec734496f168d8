"""Opens a model with llama.cpp and gives its C functions Python's manners."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np

from deai_desktop.core.errors import EngineError, EngineStartError
from deai_desktop.engines.llama_cpp.backends import load_backends

TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)], align=True)
"""llama.cpp's ``llama_token_data``."""


def _log(level: int, text: bytes, _: Any) -> None:
    """Let warnings and errors through to standard error, where the supervisor reads the cause of a failure."""
    if level in (3, 4):  # GGML_LOG_LEVEL_WARN, GGML_LOG_LEVEL_ERROR
        sys.stderr.write(text.decode("utf-8", "replace"))
        sys.stderr.flush()


_LOG_CALLBACK = llama.llama_log_callback(_log)


class LlamaModel:
    """A model file in memory with its vocabulary."""

    def __init__(self, path: Path, gpu_layers: int, on_progress: Callable[[float], None]) -> None:
        llama.llama_log_set(_LOG_CALLBACK, None)
        load_backends()
        llama.llama_backend_init()
        parameters = llama.llama_model_default_params()
        parameters.n_gpu_layers = gpu_layers if gpu_layers >= 0 else 999
        if not llama.llama_supports_gpu_offload():
            parameters.n_gpu_layers = 0
        last = [-1.0]

        def report(part: float, _: Any) -> bool:
            if part - last[0] >= 0.02 or part >= 1:
                last[0] = part
                on_progress(part)
            return True

        parameters.progress_callback = llama.llama_progress_callback(report)
        self.pointer = llama.llama_model_load_from_file(str(path).encode(), parameters)
        if not self.pointer:
            raise EngineStartError(
                "llama.cpp refused the file.",
                hint="Download it again, or try another quantization of this model.",
            )
        layers = int(llama.llama_model_n_layer(self.pointer)) + 1  # the output counts as one more
        self.gpu_layers = min(int(parameters.n_gpu_layers), layers)
        self.vocabulary = llama.llama_model_get_vocab(self.pointer)
        self.vocabulary_size = int(llama.llama_vocab_n_tokens(self.vocabulary))
        self.adds_bos = bool(llama.llama_vocab_get_add_bos(self.vocabulary))
        self.trained_context = int(llama.llama_model_n_ctx_train(self.pointer))
        self.embedding_length = int(llama.llama_model_n_embd(self.pointer))
        self.sliding_window = int(llama.llama_model_n_swa(self.pointer))
        self._piece = ctypes.create_string_buffer(256)

    @property
    def bos_token(self) -> str:
        """The text of the token that begins every prompt, if the model has one."""
        return self._text_of(llama.llama_vocab_bos(self.vocabulary))

    @property
    def eos_token(self) -> str:
        """The text of the token that ends every answer."""
        return self._text_of(llama.llama_vocab_eos(self.vocabulary))

    @property
    def chat_template(self) -> str:
        """The chat template in the metadata; empty when there is none."""
        text = llama.llama_model_chat_template(self.pointer, None)
        return text.decode("utf-8", "replace") if text else ""

    def tokenize(self, text: str, *, add_special: bool, parse_special: bool) -> list[int]:
        """Turn text into tokens. Lone surrogates count as U+FFFD."""
        octets = text.encode("utf-8", "replace")
        room = len(octets) + 8
        tokens = (ctypes.c_int32 * room)()
        count = llama.llama_tokenize(
            self.vocabulary, octets, len(octets), tokens, room, add_special, parse_special
        )
        if count < 0:
            raise EngineError("The text could not be turned into tokens.")
        return list(tokens[:count])

    def tokenize_more(self, text: str) -> list[int]:
        """Turn text into tokens that stands after other text."""
        # Some vocabularies put a space before what begins a text.
        before = self.tokenize("\n", add_special=False, parse_special=False)
        both = self.tokenize("\n" + text, add_special=False, parse_special=False)
        if both[: len(before)] == before:
            return both[len(before) :]
        return self.tokenize(text, add_special=False, parse_special=False)

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """Return the bytes a token stands for; none for control tokens unless ``special``."""
        count = llama.llama_token_to_piece(self.vocabulary, token, self._piece, len(self._piece), 0, special)
        if count < 0:
            self._piece = ctypes.create_string_buffer(-count)
            return self.piece(token, special=special)
        return self._piece.raw[:count]

    def ends_answer(self, token: int) -> bool:
        """Say whether the token ends an answer."""
        return bool(llama.llama_vocab_is_eog(self.vocabulary, token))

    def open_adapter(self, path: Path) -> int:
        """Open a LoRA adapter, which stays as long as the model, and return its address; 0 when that fails."""
        pointer = llama.llama_adapter_lora_init(self.pointer, str(path).encode())
        return ctypes.cast(pointer, ctypes.c_void_p).value or 0

    def _text_of(self, token: int) -> str:
        if token < 0:
            return ""
        text: bytes = llama.llama_vocab_get_text(self.vocabulary, token)
        return text.decode("utf-8", "replace")
