"""One answer in the making: chooses its tokens, turns them into text and tool calls, knows when it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator

from deai_desktop.engines.base import (
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Priority,
    TextDelta,
)
from deai_desktop.engines.llama_cpp.context import LlamaContext
from deai_desktop.engines.llama_cpp.sampler import Sampler, token_logprob
from deai_desktop.engines.text_stream import TextStream
from deai_desktop.engines.tool_calls import ToolCallReader


class Answer:
    """The answer to a request whose prompt is ``tokens``; it takes at most ``limit`` more.

    The scheduler works through the tokens and says when the next one can be chosen.
    """

    def __init__(
        self, context: LlamaContext, request: GenerateRequest, tokens: list[int], limit: int, sampler: Sampler
    ) -> None:
        self.prompt_tokens = len(tokens)
        self.tokens = tokens
        """The prompt and what was written so far."""
        self.limit = limit
        self.cached_tokens = 0
        self.deadline = time.monotonic() + request.deadline if request.deadline is not None else None
        """When it is of no use any more, on the monotonic clock."""
        self._context = context
        self._request = request
        self._sampler = sampler
        self._stream = TextStream(request.stop)
        has_tools = bool(request.tools) and request.tool_choice != "none"
        self._calls = ToolCallReader() if has_tools else None
        self._prompt_seconds = self._seconds = 0.0
        self._reason: FinishReason | None = None

    @property
    def is_repeatable(self) -> bool:
        """Whether the same text must come again: with a seed, and for strangers, whose work may be checked."""
        sampling = self._request.sampling
        return sampling.seed is not None or (
            sampling.temperature <= 0 and self._request.priority is Priority.SHARED
        )

    @property
    def written(self) -> int:
        """How many tokens it has written."""
        return len(self.tokens) - self.prompt_tokens

    @property
    def is_finished(self) -> bool:
        """Whether its last event was given out."""
        return self._reason is not None

    def close(self) -> None:
        """Free what it holds."""
        self._sampler.close()

    def spend(self, seconds: float) -> None:
        """Count time that was worked for it, perhaps beside others."""
        if self.written:
            self._seconds += seconds
        else:
            self._prompt_seconds += seconds

    def go_on(self, output: int) -> Iterator[GenerateEvent]:
        """Choose the next token from an output of the last step and yield what it brings."""
        context = self._context
        token = self._sampler.sample(context, output)
        self.tokens.append(token)
        if context.model.ends_answer(token):
            yield from self._finish(FinishReason.STOP)
            return
        wanted = self._request.logprobs
        logprob = None if wanted is None else token_logprob(context, output, token, wanted)
        text, logprobs = self._stream.feed(context.model.piece(token), logprob)
        if text or logprobs:
            yield from self._calls.feed(text, logprobs) if self._calls else (TextDelta(text, logprobs),)
        if self._stream.stopped:
            yield from self._finish(FinishReason.STOP)
        elif self.written >= self.limit:
            yield from self._finish(FinishReason.LENGTH)

    def _finish(self, reason: FinishReason) -> Iterator[GenerateEvent]:
        text, logprobs = self._stream.finish()
        if self._calls:
            yield from self._calls.feed(text, logprobs)
            yield from self._calls.finish()
            if self._calls.calls:
                reason = FinishReason.TOOL_CALLS
        elif text or logprobs:
            yield TextDelta(text, logprobs)
        self._reason = reason
        yield Finished(
            reason, self.prompt_tokens, self.written, self.cached_tokens, self._prompt_seconds, self._seconds
        )
