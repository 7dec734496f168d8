"""Opens a model with llama.cpp and gives its C functions Python's manners."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np
import numpy.typing as npt

from deai_desktop.core.errors import EngineError, EngineStartError
from deai_desktop.engines.llama_cpp.backends import load_backends

Floats = npt.NDArray[np.float32]

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

    def _text_of(self, token: int) -> str:
        if token < 0:
            return ""
        text: bytes = llama.llama_vocab_get_text(self.vocabulary, token)
        return text.decode("utf-8", "replace")


class LlamaContext:
    """Working memory for one sequence: decodes tokens into its KV cells, gives logits or embeddings."""

    def __init__(
        self,
        model: LlamaModel,
        length: int,
        batch: int,
        threads: int,
        *,
        embeddings: bool = False,
        is_interrupted: Callable[[], bool] = lambda: False,
    ) -> None:
        parameters = llama.llama_context_default_params()
        parameters.n_ctx = length
        parameters.n_batch = batch
        parameters.n_ubatch = batch
        parameters.n_seq_max = 1
        parameters.n_threads = threads
        parameters.n_threads_batch = threads
        parameters.embeddings = embeddings
        if not embeddings:
            # Only the last token's output is ever read; by itself llama.cpp allocates for all of a batch, which is
            # half a gigabyte for a large vocabulary.
            parameters.n_outputs_max = 1
        parameters.no_perf = True
        if not model.gpu_layers:
            # On the CPU, llama.cpp's flash attention is slower from some hundred tokens on (see tests/bench).
            parameters.flash_attn_type = llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self.pointer = llama.llama_init_from_model(model.pointer, parameters)
        if not self.pointer:
            raise EngineStartError(
                f"There is not enough memory for a context of {length} tokens.",
                hint="Choose a smaller one: deai settings set engine.context_length 2048",
            )
        self.model = model
        self.length = int(llama.llama_n_ctx(self.pointer))
        self.batch_size = batch
        self._memory = llama.llama_get_memory(self.pointer)
        self._abort = llama.ggml_abort_callback(lambda _: is_interrupted())
        self._no_abort = llama.ggml_abort_callback()
        self._batch = llama.llama_batch_init(batch, 0, 1)
        for place in range(batch):
            self._batch.n_seq_id[place] = 1
            self._batch.seq_id[place][0] = 0

    def decode(self, tokens: Sequence[int], start: int, *, all_outputs: bool = False) -> bool:
        """Work through tokens that stand at ``start`` and after; the last one's output can be read then.

        Return False when several tokens were interrupted; what is in the cells after ``start`` is undefined.
        A single token is not worth the asking.
        """
        abort = self._abort if len(tokens) > 1 else self._no_abort
        llama.llama_set_abort_callback(self.pointer, abort, None)
        batch = self._batch
        batch.n_tokens = len(tokens)
        for place, token in enumerate(tokens):
            batch.token[place] = token
            batch.pos[place] = start + place
            batch.logits[place] = all_outputs
        batch.logits[len(tokens) - 1] = True
        status = llama.llama_decode(self.pointer, batch)
        if status == 2:  # "aborted"
            return False
        if status != 0:
            raise EngineError(f"llama.cpp could not work on the text (status {status}).")
        return True

    def keep(self, count: int) -> int:
        """Forget all but the first ``count`` cells and return how many could really be kept.

        Recurrent models can't go back at all, those with a sliding window only as far as their window reaches.
        """
        if count > 0 and llama.llama_memory_seq_rm(self._memory, 0, count, -1):
            first = llama.llama_memory_seq_pos_min(self._memory, 0)
            window = self.model.sliding_window
            if window <= 0 or first <= max(0, count - window):
                return count
        llama.llama_memory_clear(self._memory, True)
        return 0

    def logits(self) -> Floats:
        """Return a view of the last output, one number for each token of the vocabulary."""
        pointer = llama.llama_get_logits_ith(self.pointer, -1)
        return np.ctypeslib.as_array(pointer, shape=(self.model.vocabulary_size,))

    def embedding(self, tokens: Sequence[int]) -> Floats:
        """Return one vector for all the tokens: the model's own pooling, else their mean."""
        llama.llama_memory_clear(self._memory, True)
        size = self.model.embedding_length
        self.decode(tokens, 0, all_outputs=True)
        if llama.llama_pooling_type(self.pointer) > 0:
            pointer = llama.llama_get_embeddings_seq(self.pointer, 0)
            return np.ctypeslib.as_array(pointer, shape=(size,)).copy()
        rows = [
            np.ctypeslib.as_array(llama.llama_get_embeddings_ith(self.pointer, place), shape=(size,))
            for place in range(len(tokens))
        ]
        return np.asarray(np.mean(rows, axis=0), dtype=np.float32)
