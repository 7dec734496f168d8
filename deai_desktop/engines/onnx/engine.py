"""Answers requests with a model for ONNX Runtime GenAI: opens its folder, turns requests into tokens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from deai_desktop.core.errors import EngineStartError, InvalidInputError, UnsupportedError
from deai_desktop.engines.base import EngineFacts, GenerateRequest, LoadOptions, Priority
from deai_desktop.engines.batching.scheduler import BatchScheduler
from deai_desktop.engines.local import Interrupts
from deai_desktop.engines.onnx.answer import OnnxAnswer
from deai_desktop.engines.onnx.cells import GenaiCells
from deai_desktop.engines.onnx.directml import has_directml, try_directml
from deai_desktop.engines.onnx.guidance import guidance_for
from deai_desktop.engines.onnx.library import GenaiModel
from deai_desktop.engines.onnx.sampler import Sampler
from deai_desktop.engines.onnx.vocabulary import Vocabulary
from deai_desktop.engines.prompt import PromptWriter, most_tokens, refuse_adapters
from deai_desktop.models.genai_config import read_genai_config
from deai_desktop.models.onnx_folder import CONFIG, read_onnx_folder
from deai_desktop.models.tokenizer_config import read_tokenizer_config
from deai_desktop.system.processes import model_threads


class OnnxGenaiModel:
    """A model of ONNX Runtime GenAI that works on several answers in turn."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts

    def load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> EngineFacts:
        """Open the folder that the file lies in.

        Raises `EngineStartError`, or `ModelFileError` for a folder that native code must not see.
        """
        started = time.perf_counter()
        folder = path.parent
        checked = read_onnx_folder(folder)  # here again: it may have changed since the node looked at it
        config = read_genai_config(folder / CONFIG).model
        on_progress(0.1)
        if "tokenizer.json" not in checked.files:
            raise EngineStartError(
                "Its folder has no tokenizer.json, which this version needs.",
                hint="Choose another build of this model.",
            )
        self._vocabulary = Vocabulary(folder / "tokenizer.json")
        said = read_tokenizer_config(folder, checked.files)
        self._bos = said.bos_token
        self._prompts = PromptWriter(next(iter(said.templates), ""), said.bos_token, said.eos_token)
        self._ends = frozenset(config.eos_tokens)
        self._size = config.vocab_size or len(self._vocabulary)
        self.length = min(options.context_length, config.context_length or options.context_length)
        threads = model_threads(options.threads)
        card = options.graphics_card if options.gpu_layers else None
        self._model, device = self._opened(folder, threads, card)
        self._shared_length = min(options.shared_cells or self.length, self.length)
        self._cells = GenaiCells(self._model, config.type, options.slots, self.length)
        self.scheduler = BatchScheduler(self._cells, self._interrupts, options.shared_slots)
        on_progress(1.0)
        return EngineFacts(
            context_length=self.length,
            embedding_length=0,
            has_chat_template=self._prompts.has_template,
            understands_tools=self._prompts.takes_tools,
            device=device,
            threads=threads,
            slots=options.slots,
            load_seconds=time.perf_counter() - started,
        )

    def _opened(self, folder: Path, threads: int, card: str | None) -> tuple[GenaiModel, str]:
        """Open the model where it runs best, and say where that is; on the processor, why not with DirectML.

        ``card`` is a part of the name of the graphics card that is wanted, None to use none.
        """
        if card is None or not has_directml():
            return GenaiModel(folder, threads), "CPU"
        trial = try_directml(card)
        fault = trial.fault
        if not fault:
            try:
                model = GenaiModel(folder, threads, dict(trial.options))
                return model, "GPU, DirectML" + (f" on {trial.card}" if trial.card else "")
            except EngineStartError as error:
                fault = error.message
        return GenaiModel(folder, threads), f"CPU (not DirectML: {fault})"

    def prepare(self, request: GenerateRequest) -> OnnxAnswer:
        """Render and tokenize the prompt; raises when it does not fit or can't be used."""
        refuse_adapters(request)
        tokens = self._tokens(request)
        shared = request.priority is Priority.SHARED
        limit = most_tokens(request, len(tokens), self._shared_length if shared else self.length)
        sampler = Sampler(request.sampling, self._size)
        for token in self._begun(request):
            sampler.accept(token)
        if guidance := guidance_for(request):
            if request.begun:
                raise UnsupportedError(
                    "This engine can't go on with an answer that must have a form.", param="begun"
                )
            self._model.check(guidance)
        return OnnxAnswer(
            self._cells, self._vocabulary, self._ends, request, tokens, limit, sampler, guidance
        )

    def count_tokens(self, request: GenerateRequest) -> int:
        """Count the tokens of the prompt."""
        return len(self._tokens(request))

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[tuple[float, ...], int] | None]:
        """Refuse: these models give no vectors."""
        raise UnsupportedError(
            "Models for ONNX Runtime GenAI write answers; they make no embeddings.",
            hint="Use a model that was made for embeddings, or a GGUF model.",
            param="model",
        )

    def _tokens(self, request: GenerateRequest) -> list[int]:
        if isinstance(request.prompt, tuple):
            if any(not 0 <= token < self._size for token in request.prompt):
                raise InvalidInputError(
                    f"This model's tokens run from 0 to {self._size - 1}.", param="prompt"
                )
            tokens = list(request.prompt)
        elif request.prompt is not None:
            tokens = self._vocabulary.encode(request.prompt, add_special=True)
        else:
            text = self._prompts.write(request)
            has_bos = bool(self._bos) and text.startswith(self._bos)
            tokens = self._vocabulary.encode(text, add_special=not has_bos)
        if not tokens:
            raise InvalidInputError("The prompt is empty.", param="prompt")
        return tokens + self._begun(request)

    def _begun(self, request: GenerateRequest) -> list[int]:
        return self._vocabulary.encode_more(request.begun) if request.begun else []
