"""One answer in the making: chooses its tokens, and counts the time that was worked for it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from deai_desktop.engines.answer import Answer
from deai_desktop.engines.base import Finished, GenerateEvent, GenerateRequest
from deai_desktop.engines.llama_cpp.context import LlamaContext
from deai_desktop.engines.llama_cpp.sampler import Sampler, token_logprob
from deai_desktop.engines.llama_cpp.slots import AdapterSet
from deai_desktop.engines.prompt import is_repeatable


class LlamaAnswer:
    """The answer to a request whose prompt is ``tokens``; it takes at most ``limit`` more.

    The scheduler works through the tokens and says when the next one can be chosen.
    """

    def __init__(
        self,
        context: LlamaContext,
        request: GenerateRequest,
        tokens: list[int],
        limit: int,
        sampler: Sampler,
        adapters: AdapterSet = (),
    ) -> None:
        self.prompt_tokens = len(tokens)
        self.tokens = tokens
        """The prompt and what was written so far."""
        self.limit = limit
        self.adapters = adapters
        """That its steps need."""
        self.cached_tokens = 0
        self.deadline = time.monotonic() + request.deadline if request.deadline is not None else None
        """When it is of no use any more, on the monotonic clock."""
        self._context = context
        self._request = request
        self._sampler = sampler
        self._answer = Answer(request)
        self._prompt_seconds = self._seconds = 0.0
        self.is_finished = False
        """Whether its last event was given out."""

    @property
    def is_repeatable(self) -> bool:
        """Whether the same text must come again."""
        return is_repeatable(self._request)

    @property
    def is_apart(self) -> bool:
        """Say no: its cells may be reused."""
        return False

    @property
    def written(self) -> int:
        """How many tokens it has written."""
        return len(self.tokens) - self.prompt_tokens

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
            self._answer.end_by_model()
        else:
            wanted = self._request.logprobs
            logprob = None if wanted is None else token_logprob(context, output, token, wanted)
            yield from self._answer.add(context.model.piece(token), logprob)
        if self._answer.has_ended or self.written >= self.limit:
            yield from self._finish()

    def _finish(self) -> Iterator[GenerateEvent]:
        yield from self._answer.finish()
        self.is_finished = True
        times = self._prompt_seconds, self._seconds
        yield Finished(self._answer.reason, self.prompt_tokens, self.written, self.cached_tokens, *times)
