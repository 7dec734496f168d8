"""Answers requests with a GGUF model: opens the file, turns requests into tokens, texts into vectors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from deai_desktop.core.errors import ContextOverflowError, InvalidInputError
from deai_desktop.engines.base import (
    EngineFacts,
    GenerateRequest,
    LoadOptions,
    Priority,
)
from deai_desktop.engines.batching.scheduler import BatchScheduler
from deai_desktop.engines.llama_cpp.adapters import Adapters
from deai_desktop.engines.llama_cpp.answer import LlamaAnswer
from deai_desktop.engines.llama_cpp.context import LlamaContext
from deai_desktop.engines.llama_cpp.grammar import grammar_for
from deai_desktop.engines.llama_cpp.library import LlamaModel
from deai_desktop.engines.llama_cpp.sampler import Sampler
from deai_desktop.engines.local import Interrupts
from deai_desktop.engines.prompt import PromptWriter, most_tokens
from deai_desktop.models.fit_memory import LARGEST_STEP
from deai_desktop.models.gguf import read_gguf
from deai_desktop.system.processes import model_threads

_EMBEDDING_CONTEXT = 2048


class LlamaCppModel:
    """A GGUF model that answers several requests at once."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts

    def load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> EngineFacts:
        """Open the file; raises `EngineStartError`, or `ModelFileError` for one that native code must not see."""
        started = time.perf_counter()
        # Here again, as late as can be: it may have changed since the node looked at it. Reading the facts checks them.
        file = read_gguf(path)
        _ = file.facts
        self._threads = model_threads(options.threads)
        self._model = LlamaModel(path, options.gpu_layers, on_progress)
        self._adapters = Adapters(self._model, file)
        self._prompts = PromptWriter(self._model.chat_template, self._model.bos_token, self._model.eos_token)
        length = min(options.context_length, self._model.trained_context or options.context_length)
        self._context = LlamaContext(
            self._model,
            length,
            min(LARGEST_STEP, length),
            self._threads,
            slots=options.slots,
            is_interrupted=self._interrupts,
        )
        self._embedder: LlamaContext | None = None
        self._shared_cells = options.shared_cells or self._context.length
        self.scheduler = BatchScheduler(self._context, self._interrupts, options.shared_slots)
        return EngineFacts(
            context_length=self._context.length,
            embedding_length=self._model.embedding_length,
            has_chat_template=self._prompts.has_template,
            understands_tools=self._prompts.takes_tools,
            device=f"GPU, {self._model.gpu_layers} layers" if self._model.gpu_layers else "CPU",
            threads=self._threads,
            slots=options.slots,
            load_seconds=time.perf_counter() - started,
        )

    def prepare(self, request: GenerateRequest) -> LlamaAnswer:
        """Render and tokenize the prompt; raises when it does not fit or can't be used."""
        tokens = self._tokens(request)
        most = self._context.length
        if request.priority is Priority.SHARED:
            most = min(most, self._shared_cells)
        limit = most_tokens(request, len(tokens), most)
        adapters = self._adapters.opened(request.adapters)
        sampler = Sampler(self._model, request.sampling, grammar_for(request))
        try:
            sampler.go_on_after(self._begun(request))
        except BaseException:
            sampler.close()
            raise
        return LlamaAnswer(self._context, request, tokens, limit, sampler, adapters)

    def count_tokens(self, request: GenerateRequest) -> int:
        """Count the tokens of the prompt."""
        return len(self._tokens(request))

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[tuple[float, ...], int] | None]:
        """Yield a unit-length vector and its token count for each text."""
        if self._embedder is None:
            length = min(_EMBEDDING_CONTEXT, self._model.trained_context or _EMBEDDING_CONTEXT)
            self._embedder = LlamaContext(self._model, length, length, self._threads, embeddings=True)
        for text in texts:
            tokens = self._model.tokenize(text, add_special=True, parse_special=False)
            if not tokens:
                raise InvalidInputError("An empty text has no embedding.", param="input")
            if len(tokens) > self._embedder.length:
                raise ContextOverflowError(
                    f"A text has {len(tokens)} tokens; embeddings take at most {self._embedder.length}.",
                    hint="Split it into shorter texts.",
                    param="input",
                )
            vector = self._embedder.embedding(tokens)
            vector /= np.linalg.norm(vector) or 1.0
            yield tuple(float(number) for number in vector), len(tokens)
            yield None

    def _tokens(self, request: GenerateRequest) -> list[int]:
        if isinstance(request.prompt, tuple):
            if any(not 0 <= token < self._model.vocabulary_size for token in request.prompt):
                raise InvalidInputError(
                    f"This model's tokens run from 0 to {self._model.vocabulary_size - 1}.", param="prompt"
                )
            tokens = list(request.prompt)
        elif request.prompt is not None:
            tokens = self._model.tokenize(request.prompt, add_special=True, parse_special=True)
        else:
            text = self._prompts.write(request)
            bos = self._model.bos_token
            has_bos = bool(bos) and text.startswith(bos)
            tokens = self._model.tokenize(text, add_special=not has_bos, parse_special=True)
        if not tokens:
            raise InvalidInputError("The prompt is empty.", param="prompt")
        return tokens + self._begun(request)

    def _begun(self, request: GenerateRequest) -> list[int]:
        return self._model.tokenize_more(request.begun) if request.begun else []
