"""Answers requests with a GGUF model: prompt, decoding in chunks, sampling, text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from deai_desktop.core.errors import ContextOverflowError, InvalidInputError, UnsupportedError
from deai_desktop.engines.base import (
    ChatMessage,
    EngineFacts,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    LoadOptions,
    Role,
    TextDelta,
)
from deai_desktop.engines.chat_template import ChatTemplate
from deai_desktop.engines.llama_cpp.grammar import grammar_for
from deai_desktop.engines.llama_cpp.library import LlamaContext, LlamaModel
from deai_desktop.engines.llama_cpp.sampler import Sampler, token_logprob
from deai_desktop.engines.text_stream import TextStream
from deai_desktop.engines.tool_calls import ToolCallReader, described, told_in_text
from deai_desktop.models.fit_memory import LARGEST_STEP, SMALLEST_STEP, last_step, step_for
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.system.processes import model_threads

_EMBEDDING_CONTEXT = 2048


class LlamaCppModel:
    """A GGUF model with one sequence, reused from request to request as far as their prompts agree.

    ``is_interrupted`` is looked at while a prompt is being read: when it says so, the step ends early.
    """

    def __init__(self, is_interrupted: Callable[[], bool]) -> None:
        self._is_interrupted = is_interrupted

    def load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> EngineFacts:
        """Open the file; raises `EngineStartError`, or `ModelFileError` for one that native code must not see."""
        started = time.perf_counter()
        gguf_facts(path)  # here again, as late as can be: it may have changed since the node looked at it
        self._threads = model_threads(options.threads)
        self._model = LlamaModel(path, options.gpu_layers, on_progress)
        template = self._model.chat_template
        self._template = (
            ChatTemplate(template, self._model.bos_token, self._model.eos_token) if template else None
        )
        self._template_takes_tools = "tools" in template and "<tool_call>" in template
        length = min(options.context_length, self._model.trained_context or options.context_length)
        self._context = LlamaContext(
            self._model, length, min(LARGEST_STEP, length), self._threads, is_interrupted=self._is_interrupted
        )
        self._embedder: LlamaContext | None = None
        self._cells: list[int] = []
        self._prompt_rate = 0.0
        return EngineFacts(
            context_length=self._context.length,
            embedding_length=self._model.embedding_length,
            has_chat_template=self._template is not None,
            understands_tools=self._template_takes_tools,
            device=f"GPU, {self._model.gpu_layers} layers" if self._model.gpu_layers else "CPU",
            threads=self._threads,
            load_seconds=time.perf_counter() - started,
        )

    def prepare(self, request: GenerateRequest) -> LlamaGeneration:
        """Render and tokenize the prompt; raises when it does not fit or can't be used."""
        tokens = self._tokens(request)
        room = self._context.length - len(tokens)
        if room < 1:
            raise ContextOverflowError(
                f"The prompt has {len(tokens)} tokens, this model's context window holds {self._context.length} "
                "with the answer.",
                hint="Shorten it, or choose a larger window: deai settings set engine.context_length",
                param="messages" if request.messages else "prompt",
            )
        sampler = Sampler(self._model, request.sampling, grammar_for(request))
        return LlamaGeneration(self, request, tokens, min(request.max_tokens or room, room), sampler)

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
            text = self._rendered(request)
            bos = self._model.bos_token
            has_bos = bool(bos) and text.startswith(bos)
            tokens = self._model.tokenize(text, add_special=not has_bos, parse_special=True)
        if not tokens:
            raise InvalidInputError("The prompt is empty.", param="prompt")
        return tokens

    def _rendered(self, request: GenerateRequest) -> str:
        if self._template is None:
            raise UnsupportedError(
                "It is a base model without a chat template: it continues text, but does not chat.",
                hint="Use it through /v1/completions, or choose a chat (instruct) model.",
                param="model",
            )
        tools = request.tools if request.tool_choice != "none" else ()
        if self._template_takes_tools:
            return self._template.render(request.messages, described(tools))
        messages: Sequence[ChatMessage] = request.messages
        if tools or any(one.tool_calls or one.role is Role.TOOL for one in messages):
            messages = told_in_text(messages, tools)
        return self._template.render(messages)

    def feed_prompt(self, tokens: list[int], *, repeatable: bool) -> Iterator[int | None]:
        """Read a prompt step by step; yield the number of reused tokens, then None after each step.

        Rounding depends on how a prompt is cut into steps. Where the same text must come again, nothing is
        reused, the steps have one size, and the last token goes alone.
        """
        common = 0
        if not repeatable:
            limit = min(len(self._cells), len(tokens) - 1)
            while common < limit and self._cells[common] == tokens[common]:
                common += 1
        self._cells = tokens[: self._context.keep(common)]
        yield len(self._cells)
        while (done := len(self._cells)) < len(tokens):
            chunk = self._chunk(len(tokens) - done, repeatable=repeatable)
            started = time.perf_counter()
            if self.decode(tokens[done : done + chunk]) and chunk >= 16:
                self._prompt_rate = chunk / (time.perf_counter() - started)
            yield None

    def decode(self, tokens: Sequence[int]) -> bool:
        """Work through more tokens of the one sequence; False when interrupted, then nothing is gained."""
        if self._context.decode(tokens, len(self._cells)):
            self._cells.extend(tokens)
            return True
        self._cells = self._cells[: self._context.keep(len(self._cells))]
        return False

    def _chunk(self, rest: int, *, repeatable: bool) -> int:
        """Return how many of the rest to read in one step: by the measured speed, and no small step last."""
        if repeatable:
            return max(1, min(rest - 1, SMALLEST_STEP))
        most = self._context.batch_size
        chunk = min(most, step_for(self._prompt_rate) if self._prompt_rate else SMALLEST_STEP)
        return rest if rest <= min(most, last_step(chunk)) else chunk


class LlamaGeneration:
    """One answer in the making."""

    def __init__(
        self, owner: LlamaCppModel, request: GenerateRequest, tokens: list[int], limit: int, sampler: Sampler
    ) -> None:
        self.prompt_tokens = len(tokens)
        self._owner = owner
        self._request = request
        self._tokens = tokens
        self._limit = limit
        self._sampler = sampler

    def run(self) -> Iterator[GenerateEvent | None]:
        """Yield the events of the answer; see `Generation`."""
        try:
            yield from self._events()
        finally:
            self.close()

    def close(self) -> None:
        """Free what the answer holds; also for one that never ran."""
        self._sampler.close()

    def _events(self) -> Iterator[GenerateEvent | None]:
        started = time.perf_counter()
        cached = 0
        for step in self._owner.feed_prompt(self._tokens, repeatable=self._request.sampling.seed is not None):
            cached = step or cached
            yield None
        answered = time.perf_counter()
        stream = TextStream(self._request.stop)
        has_tools = bool(self._request.tools) and self._request.tool_choice != "none"
        calls = ToolCallReader() if has_tools else None
        reason = FinishReason.LENGTH
        count = 0
        while count < self._limit:
            token = self._sampler.sample(self._owner._context)
            count += 1
            if self._owner._model.ends_answer(token):
                reason = FinishReason.STOP
                break
            logprob = (
                token_logprob(self._owner._context, token, self._request.logprobs)
                if self._request.logprobs is not None
                else None
            )
            text, logprobs = stream.feed(self._owner._model.piece(token), logprob)
            if text or logprobs:
                yield from calls.feed(text, logprobs) if calls else (TextDelta(text, logprobs),)
            if stream.stopped:
                reason = FinishReason.STOP
                break
            if count < self._limit:
                self._owner.decode([token])
            yield None
        text, logprobs = stream.finish()
        if calls:
            yield from calls.feed(text, logprobs)
            yield from calls.finish()
            if calls.calls:
                reason = FinishReason.TOOL_CALLS
        elif text or logprobs:
            yield TextDelta(text, logprobs)
        ended = time.perf_counter()
        yield Finished(reason, self.prompt_tokens, count, cached, answered - started, ended - answered)
