"""Makes embeddings with a plain ONNX model: the mean of a text's tokens, or its first one, at unit length."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import onnxruntime

from deai_desktop.core.errors import (
    ContextOverflowError,
    EngineStartError,
    InvalidInputError,
    UnsupportedError,
)
from deai_desktop.engines.base import EngineFacts, GenerateRequest, LoadOptions
from deai_desktop.engines.onnx.vocabulary import Vocabulary
from deai_desktop.engines.turns import TurnTaking
from deai_desktop.models.onnx_encoder import TOKENIZER, read_onnx_encoder
from deai_desktop.system.processes import model_threads

onnxruntime.disable_telemetry_events()


class OnnxEncoderModel:
    """A model that turns texts into vectors, on the processor."""

    def __init__(self) -> None:
        self.scheduler = TurnTaking()

    def load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> EngineFacts:
        """Open the file; raises `EngineStartError`, or `ModelFileError` for one that native code must not see."""
        started = time.perf_counter()
        checked = read_onnx_encoder(path)
        self._vocabulary = Vocabulary(path.parent / TOKENIZER)
        self._longest = checked.longest_text
        self._takes_first = checked.takes_first
        threads = model_threads(options.threads)
        session = onnxruntime.SessionOptions()
        session.intra_op_num_threads = threads
        try:
            self._session: Any = onnxruntime.InferenceSession(path, session, ["CPUExecutionProvider"])
        except Exception as error:  # the library has a class of its own for each kind of fault
            raise EngineStartError(
                f"ONNX Runtime says: {str(error)[:300]}",
                hint="Choose a build of this model for CPU, or update DeAI Desktop.",
            ) from error
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._output = _output_of([one.name for one in self._session.get_outputs()])
        on_progress(1.0)
        return EngineFacts(
            context_length=self._longest,
            embedding_length=checked.facts.embedding_length,
            has_chat_template=False,
            understands_tools=False,
            device="CPU",
            threads=threads,
            load_seconds=time.perf_counter() - started,
        )

    def prepare(self, request: GenerateRequest) -> NoReturn:
        """Refuse: it writes nothing."""
        raise UnsupportedError(
            "This model makes embeddings; it does not write answers.",
            hint="Choose a chat model.",
            param="model",
        )

    def count_tokens(self, request: GenerateRequest) -> int:
        """Count the tokens of a plain prompt."""
        return len(self._tokens(request.prompt)) if isinstance(request.prompt, str) else self.prepare(request)

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[tuple[float, ...], int] | None]:
        """Yield a unit-length vector and its token count for each text."""
        for text in texts:
            if not text:
                raise InvalidInputError("An empty text has no embedding.", param="input")
            tokens = self._tokens(text)
            if len(tokens) > self._longest:
                raise ContextOverflowError(
                    f"A text has {len(tokens)} tokens; embeddings take at most {self._longest}.",
                    hint="Split it into shorter texts.",
                    param="input",
                )
            vector = self._vector(tokens)
            vector /= np.linalg.norm(vector) or 1.0
            yield tuple(float(number) for number in vector), len(tokens)
            yield None

    def _tokens(self, text: str) -> list[int]:
        return self._vocabulary.encode(text, add_special=True, parse_special=False)

    def _vector(self, tokens: list[int]) -> Any:
        row = np.array([tokens], dtype=np.int64)
        known = {
            "input_ids": row,
            "attention_mask": np.ones_like(row),
            "token_type_ids": np.zeros_like(row),
        }
        given = {name: value for name, value in known.items() if name in self._inputs}
        (found,) = self._session.run([self._output], given)
        found = np.asarray(found, dtype=np.float64)[0]
        if found.ndim == 1:  # the model has done this itself
            return found
        return found[0] if self._takes_first else found.mean(axis=0)


def _output_of(names: list[str]) -> str:
    """Choose the vector of the whole text where a model has that, else those of its tokens."""
    for known in ("sentence_embedding", "last_hidden_state", "token_embeddings"):
        if known in names:
            return known
    return names[0]
