"""One answer in the making: chooses its tokens by our own sampling, and by a grammar of ONNX Runtime GenAI's."""

from __future__ import annotations

from collections.abc import Iterator

from deai_desktop.engines.base import GenerateEvent, GenerateRequest, TokenLogprob
from deai_desktop.engines.batching.answer import TokenAnswer
from deai_desktop.engines.onnx.cells import GenaiCells
from deai_desktop.engines.onnx.guidance import Guidance
from deai_desktop.engines.onnx.sampler import Numbers, Sampler, token_logprob
from deai_desktop.engines.onnx.vocabulary import Vocabulary


class OnnxAnswer(TokenAnswer):
    """An answer whose tokens are in a sequence of ONNX Runtime GenAI's."""

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
        super().__init__(request, tokens, limit)
        self.guidance = guidance
        """The grammar that it must keep to."""
        self.is_apart = guidance is not None  # a grammar goes with its sequence
        self._cells = cells
        self._vocabulary = vocabulary
        self._ends = ends
        self._sampler = sampler

    def go_on(self, output: int) -> Iterator[GenerateEvent]:
        """Choose the next token from an output of the last step and yield what it brings."""
        logits = self._cells.logits(output)
        scores = self._sampler.scores(logits)
        token = int(scores.argmax()) if self.guidance is None else self._cells.choose(output, scores)
        self.tokens.append(token)
        if token in self._ends:
            self._answer.end_by_model()
        else:
            self._sampler.accept(token)
            yield from self._answer.add(self._vocabulary.piece(token), self._logprob(logits, token))
        yield from self._finish_if_over()

    def _logprob(self, logits: Numbers, token: int) -> TokenLogprob | None:
        wanted = self._request.logprobs
        return None if wanted is None else token_logprob(logits, token, wanted, self._special_piece)

    def _special_piece(self, token: int) -> bytes:
        return self._vocabulary.piece(token, special=True)
