"""One answer in the making: chooses its tokens, and counts the time that was worked for it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from deai_desktop.engines.answer import Answer
from deai_desktop.engines.base import Finished, GenerateEvent, GenerateRequest, TokenLogprob
from deai_desktop.engines.onnx.cells import GenaiCells
from deai_desktop.engines.onnx.guidance import Guidance
from deai_desktop.engines.onnx.sampler import Numbers, Sampler, token_logprob
from deai_desktop.engines.onnx.vocabulary import Vocabulary
from deai_desktop.engines.prompt import is_repeatable


class OnnxAnswer:
    """The answer to a request whose prompt is ``tokens``; it takes at most ``limit`` more.

    The scheduler works through the tokens and says when the next one can be chosen.
    """

    adapters = ()

    def __init__(
        self,
        cells: GenaiCells,
        vocabulary: Vocabulary,
        ends: frozenset[int],
        request: GenerateRequest,
        tokens: list[int],
        limit: int,
        sampler: Sampler,
        guidance: Guidance | None,
    ) -> None:
        self.prompt_tokens = len(tokens)
        self.tokens = tokens
        """The prompt and what was written so far."""
        self.limit = limit
        self.guidance = guidance
        """The grammar that it must keep to."""
        self.cached_tokens = 0
        self.deadline = time.monotonic() + request.deadline if request.deadline is not None else None
        """When it is of no use any more, on the monotonic clock."""
        self._cells = cells
        self._vocabulary = vocabulary
        self._ends = ends
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
        """Whether it has a grammar, which goes with its sequence."""
        return self.guidance is not None

    @property
    def written(self) -> int:
        """How many tokens it has written."""
        return len(self.tokens) - self.prompt_tokens

    def close(self) -> None:
        """Nothing is held."""

    def spend(self, seconds: float) -> None:
        """Count time that was worked for it, perhaps beside others."""
        if self.written:
            self._seconds += seconds
        else:
            self._prompt_seconds += seconds

    def go_on(self, output: int) -> Iterator[GenerateEvent]:
        """Choose the next token from an output of the last step and yield what it brings."""
        logits = self._cells.logits(output)
        scores = self._sampler.scores(logits)
        is_free = self.guidance is None
        token = int(scores.argmax()) if is_free else self._cells.choose(output, scores)
        self.tokens.append(token)
        if token in self._ends:
            self._answer.end_by_model()
        else:
            self._sampler.accept(token)
            yield from self._answer.add(self._vocabulary.piece(token), self._logprob(logits, token))
        if self._answer.has_ended or self.written >= self.limit:
            yield from self._finish()

    def _logprob(self, logits: Numbers, token: int) -> TokenLogprob | None:
        wanted = self._request.logprobs
        return None if wanted is None else token_logprob(logits, token, wanted, self._special_piece)

    def _special_piece(self, token: int) -> bytes:
        return self._vocabulary.piece(token, special=True)

    def _finish(self) -> Iterator[GenerateEvent]:
        yield from self._answer.finish()
        self.is_finished = True
        times = self._prompt_seconds, self._seconds
        yield Finished(self._answer.reason, self.prompt_tokens, self.written, self.cached_tokens, *times)
