"""Answers requests with a model for ONNX Runtime GenAI: prompt, reading in steps, sampling, text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from deai_desktop.core.errors import EngineStartError, InvalidInputError, UnsupportedError
from deai_desktop.engines.answer import Answer
from deai_desktop.engines.base import (
    EngineFacts,
    Finished,
    GenerateEvent,
    GenerateRequest,
    LoadOptions,
    Priority,
)
from deai_desktop.engines.onnx.directml import fault_of_directml, has_directml
from deai_desktop.engines.onnx.guidance import Guidance, guidance_for
from deai_desktop.engines.onnx.library import GenaiModel, GenaiSequence
from deai_desktop.engines.onnx.sampler import Sampler, token_logprob
from deai_desktop.engines.onnx.vocabulary import Vocabulary
from deai_desktop.engines.prompt import PromptWriter, is_repeatable, most_tokens, refuse_adapters
from deai_desktop.engines.turns import TurnTaking
from deai_desktop.models.genai_config import read_genai_config
from deai_desktop.models.onnx_folder import CONFIG, read_onnx_folder
from deai_desktop.models.tokenizer_config import read_tokenizer_config
from deai_desktop.system.processes import model_threads

_STEP_SECONDS = 0.2
"""How long a step of reading a prompt may take, so that it can be interrupted."""
_SMALLEST_STEP, _LARGEST_STEP = 32, 512
"""Prompt tokens that are read at once."""
_ROPE_SWITCHES = {"phi3": 4096, "phimoe": 4096, "phi3small": 8192}
"""Kinds of models that turn positions differently once a text is longer than that: what is kept of a shorter one
is then wrong, and such a prompt has to be read at once."""


class OnnxGenaiModel:
    """A model of ONNX Runtime GenAI, which works on one answer at a time.

    The sequence of the last answer is kept for a next turn.
    """

    def __init__(self) -> None:
        self.scheduler = TurnTaking()

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
        self._ends = set(config.eos_tokens)
        self._size = config.vocab_size or len(self._vocabulary)
        self._switch = _ROPE_SWITCHES.get(config.type.lower(), 0)
        self.length = min(options.context_length, config.context_length or options.context_length)
        threads = model_threads(options.threads)
        self._model, device = self._opened(folder, threads, may_use_graphics=options.gpu_layers != 0)
        self._shared_length = min(options.shared_cells or self.length, self.length)
        self._idle: GenaiSequence | None = None
        self._rate = 0.0
        on_progress(1.0)
        return EngineFacts(
            context_length=self.length,
            embedding_length=0,
            has_chat_template=self._prompts.has_template,
            understands_tools=self._prompts.takes_tools,
            device=device,
            threads=threads,
            load_seconds=time.perf_counter() - started,
        )

    def _opened(self, folder: Path, threads: int, *, may_use_graphics: bool) -> tuple[GenaiModel, str]:
        """Open the model where it runs best, and say where that is; on the processor, why not with DirectML."""
        if not (may_use_graphics and has_directml()):
            return GenaiModel(folder, threads, use_directml=False), "CPU"
        fault = fault_of_directml()
        if not fault:
            try:
                return GenaiModel(folder, threads, use_directml=True), "GPU, DirectML"
            except EngineStartError as error:
                fault = error.message
        return GenaiModel(folder, threads, use_directml=False), f"CPU (not DirectML: {fault})"

    def prepare(self, request: GenerateRequest) -> OnnxGeneration:
        """Render and tokenize the prompt; raises when it does not fit or can't be used."""
        refuse_adapters(request)
        tokens = self._tokens(request)
        shared = request.priority is Priority.SHARED
        limit = most_tokens(request, len(tokens), self._shared_length if shared else self.length)
        sampler = Sampler(request.sampling, self._size)
        if guidance := guidance_for(request):
            self._model.check(guidance)
        return OnnxGeneration(self, request, tokens, limit, sampler, guidance)

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
        return tokens

    def take_sequence(
        self, tokens: list[int], guidance: Guidance | None, *, repeatable: bool
    ) -> GenaiSequence:
        """Give the kept sequence as far as it begins like the prompt, or a new one.

        Rounding depends on how a prompt is cut into steps. Where the same text must come again, nothing is reused.
        """
        sequence, self._idle = (
            self._idle,
            None,
        )  # before a new one is made: each takes the memory of a whole window
        if guidance is not None or sequence is None or self._is_beyond_switch(sequence.tokens, tokens):
            del sequence
            return GenaiSequence(self._model, self.length, guidance)
        common = 0
        if not repeatable:
            limit = min(len(sequence.tokens), len(tokens) - 1)
            while common < limit and sequence.tokens[common] == tokens[common]:
                common += 1
        sequence.keep(common)
        return sequence

    def keep_sequence(self, sequence: GenaiSequence) -> None:
        """Take a sequence back for another request."""
        if self._model.goes_on:
            self._idle = sequence

    def read_prompt(self, sequence: GenaiSequence, tokens: list[int], *, repeatable: bool) -> Iterator[None]:
        """Read what is missing of a prompt step by step."""
        while (done := len(sequence.tokens)) < len(tokens):
            step = self._step(len(tokens) - done, len(tokens), repeatable=repeatable)
            started = time.perf_counter()
            sequence.read(tokens[done : done + step])
            if step >= _SMALLEST_STEP:
                self._rate = step / (time.perf_counter() - started)
            yield

    def _step(self, rest: int, length: int, *, repeatable: bool) -> int:
        """Return how many of the rest to read in one step: by the measured speed, and no small step last."""
        if not self._model.goes_on or (self._switch and length > self._switch):
            return rest
        wanted = 0 if repeatable else int(self._rate * _STEP_SECONDS)
        step = max(_SMALLEST_STEP, min(_LARGEST_STEP, wanted))
        return rest if rest <= step * 3 // 2 else step

    def _is_beyond_switch(self, *texts: Sequence[int]) -> bool:
        return bool(self._switch) and any(len(tokens) > self._switch for tokens in texts)

    def ends_answer(self, token: int) -> bool:
        """Say whether the model ends its answer with this token."""
        return token in self._ends

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """Return the bytes a token stands for."""
        return self._vocabulary.piece(token, special=special)


class OnnxGeneration:
    """One answer in the making."""

    def __init__(
        self,
        owner: OnnxGenaiModel,
        request: GenerateRequest,
        tokens: list[int],
        limit: int,
        sampler: Sampler,
        guidance: Guidance | None,
    ) -> None:
        self.prompt_tokens = len(tokens)
        self._owner = owner
        self._request = request
        self._tokens = tokens
        self._limit = limit
        self._sampler = sampler
        self._guidance = guidance
        self.deadline = time.monotonic() + request.deadline if request.deadline is not None else None
        """When it is of no use any more, on the monotonic clock."""

    def run(self) -> Iterator[GenerateEvent | None]:
        """Yield the events of the answer; see `Runnable`."""
        started = time.perf_counter()
        repeatable = is_repeatable(self._request)
        sequence = self._owner.take_sequence(self._tokens, self._guidance, repeatable=repeatable)
        try:
            cached = len(sequence.tokens)
            for _ in self._owner.read_prompt(sequence, self._tokens, repeatable=repeatable):
                yield None
            answered = time.perf_counter()
            answer = Answer(self._request)
            while answer.tokens < self._limit and not answer.has_ended:
                yield from self._next(sequence, answer)
                yield None
            yield from answer.finish()
        except GeneratorExit:
            self._keep(sequence)
            raise
        self._keep(sequence)
        seconds = (answered - started, time.perf_counter() - answered)
        yield Finished(answer.reason, self.prompt_tokens, answer.tokens, cached, *seconds)

    def close(self) -> None:
        """Nothing is held before it runs."""

    def _keep(self, sequence: GenaiSequence) -> None:
        if self._guidance is None:
            self._owner.keep_sequence(sequence)

    def _next(self, sequence: GenaiSequence, answer: Answer) -> Iterator[GenerateEvent]:
        """Write one token."""
        logits = sequence.logits()
        scores = self._sampler.scores(logits)
        token = int(scores.argmax())
        if self._guidance is not None or not self._owner.ends_answer(token):
            token = sequence.choose(scores)
        if self._owner.ends_answer(token):
            answer.end_by_model()
            return
        self._sampler.accept(token)
        logprob = None
        if (alternatives := self._request.logprobs) is not None:
            logprob = token_logprob(logits, token, alternatives, self._special_piece)
        yield from answer.add(self._owner.piece(token), logprob)

    def _special_piece(self, token: int) -> bytes:
        return self._owner.piece(token, special=True)
