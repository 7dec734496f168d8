"""One answer in the making: chooses its tokens with llama.cpp's samplers."""

from __future__ import annotations

from collections.abc import Iterator

from deai_desktop.engines.base import GenerateEvent, GenerateRequest
from deai_desktop.engines.batching.answer import TokenAnswer
from deai_desktop.engines.batching.slots import AdapterSet
from deai_desktop.engines.llama_cpp.context import LlamaContext
from deai_desktop.engines.llama_cpp.sampler import Sampler, token_logprob


class LlamaAnswer(TokenAnswer):
    """An answer whose tokens are in a llama.cpp context."""

    def __init__(
        self,
        context: LlamaContext,
        request: GenerateRequest,
        tokens: list[int],
        limit: int,
        sampler: Sampler,
        adapters: AdapterSet = (),
    ) -> None:
        super().__init__(request, tokens, limit)
        self.adapters = adapters
        self._context = context
        self._sampler = sampler

    def close(self) -> None:
        """Free what it holds."""
        self._sampler.close()

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
        yield from self._finish_if_over()
