"""One answer in the making, as far as it is the same for every library: its tokens, its end, and its time."""

from __future__ import annotations

import time
from collections.abc import Iterator

from deai_desktop.engines.answer import Answer
from deai_desktop.engines.base import Finished, GenerateEvent, GenerateRequest
from deai_desktop.engines.batching.slots import AdapterSet
from deai_desktop.engines.prompt import is_repeatable


class TokenAnswer:
    """The answer to a request whose prompt is ``tokens``; it takes at most ``limit`` more.

    The scheduler works through the tokens and says when the next one can be chosen; how, subclasses know (``go_on``).
    """

    adapters: AdapterSet = ()
    """That its steps need."""
    is_apart = False
    """Whether its cells are of no use to others, nor theirs to it."""

    def __init__(self, request: GenerateRequest, tokens: list[int], limit: int) -> None:
        self.prompt_tokens = len(tokens)
        self.tokens = tokens
        """The prompt and what was written so far."""
        self.limit = limit
        self.cached_tokens = 0
        self.deadline = time.monotonic() + request.deadline if request.deadline is not None else None
        """When it is of no use any more, on the monotonic clock."""
        self._request = request
        self._answer = Answer(request)
        self._prompt_seconds = self._seconds = 0.0
        self.is_finished = False
        """Whether its last event was given out."""

    @property
    def is_repeatable(self) -> bool:
        """Whether the same text must come alone and amid others."""
        return is_repeatable(self._request)

    @property
    def repeats_exactly(self) -> bool:
        """Whether the same text must come whatever was asked before, so that only what was read so is reused."""
        return self._request.sampling.seed is not None

    @property
    def written(self) -> int:
        """How many tokens it has written."""
        return len(self.tokens) - self.prompt_tokens

    def close(self) -> None:
        """Free what it holds."""

    def spend(self, seconds: float) -> None:
        """Count time that was worked for it, perhaps beside others."""
        if self.written:
            self._seconds += seconds
        else:
            self._prompt_seconds += seconds

    def _finish_if_over(self) -> Iterator[GenerateEvent]:
        """Yield the last events if the token that was added is the last."""
        if not (self._answer.has_ended or self.written >= self.limit):
            return
        yield from self._answer.finish()
        self.is_finished = True
        times = self._prompt_seconds, self._seconds
        yield Finished(self._answer.reason, self.prompt_tokens, self.written, self.cached_tokens, *times)
