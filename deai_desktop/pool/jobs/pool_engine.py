"""A pool's model as an engine: chat can't tell that another PC answers, nor that a second one has to go on."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass

from deai_desktop.core.errors import ContextOverflowError, InvalidInputError
from deai_desktop.engines.base import (
    Embeddings,
    EngineFacts,
    GenerateEvent,
    GenerateRequest,
    Priority,
)
from deai_desktop.pool.errors import NoWorkerError
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.jobs.attempt import Attempt, LostError
from deai_desktop.pool.jobs.frames import (
    REQUEST_IS_WRONG,
    EmbeddedFrame,
    FailedFrame,
    VectorFrame,
    error_of,
    vector_of,
)
from deai_desktop.pool.jobs.job_request import write_embed, write_generate
from deai_desktop.pool.jobs.offers import JobKind
from deai_desktop.pool.jobs.pool_answer import FailedError, PoolAnswer
from deai_desktop.pool.jobs.requester import Requester, Wanted

MOST_ATTEMPTS = 8
"""For one answer, after which it is given up."""
_USUAL_ANSWER = 512
"""Tokens, where no bound is given."""
_BYTES_A_TOKEN = 3
_TOKENS_A_MESSAGE = 8


@dataclass(frozen=True)
class Destination:
    """Say who works on an answer."""

    worker: PublicKey
    name: str
    model: str
    job: str = ""
    sha256: str = ""
    """Of the model's file; empty where the worker does not say."""


@dataclass(frozen=True)
class Answered:
    """An answer that one worker gave from its beginning to its end."""

    request: GenerateRequest
    text: str
    by: Destination


class PoolEngine:
    """Let a pool's members run one model, or ``only`` one of them.

    ``on_worker`` hears who works on an answer, again when another goes on; ``on_answered`` of answers by one worker;
    ``on_vanished`` of a worker that fell silent in a job for a part of which there is a receipt.
    """

    def __init__(
        self,
        requester: Requester,
        model: str,
        sha256: str = "",
        on_worker: Callable[[Destination], None] = lambda _: None,
        *,
        on_answered: Callable[[Answered], None] = lambda _: None,
        on_vanished: Callable[[Destination], None] = lambda _: None,
        only: PublicKey | None = None,
    ) -> None:
        self._on_answered = on_answered
        self._on_vanished = on_vanished
        self._only = only
        self._requester = requester
        self._model = model
        self._sha256 = sha256
        self._on_worker = on_worker
        self.requests = 0
        """How many run or wait."""

    @property
    def facts(self) -> EngineFacts:
        """What the model can do, by what the one says who can do most. Raises `NoWorkerError`."""
        offered = [one.model for one in self._requester.directory.offerings(self._model, self._sha256)]
        if not offered:
            raise NoWorkerError(
                f"Nobody offers {self._model} at the moment.",
                hint="Try again later, or choose another model.",
            )
        best = max(offered, key=lambda one: one.context_length)
        return EngineFacts(
            best.context_length,
            best.embedding_length,
            best.has_chat_template,
            best.understands_tools,
            "pool",
            0,
            sum(one.slots for one in offered),
        )

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        """Yield the events of one answer; closing the iterator cancels it.

        Raises what an `Engine` raises, and `NoWorkerError` where nobody can begin or go on.
        """
        _refuse_adapters(request)
        answer = PoolAnswer(request, self._sha256)
        self.requests += 1
        try:
            for _ in range(MOST_ATTEMPTS):
                if answer.is_whole:
                    yield answer.end()
                    return
                attempt = await self._begin(answer)
                try:
                    while not answer.is_finished:
                        for event in answer.take(await attempt.next(answer.patience)):
                            yield event
                    if not answer.why:
                        self._on_answered(Answered(request, answer.text, _destination(attempt)))
                    return
                except ContextOverflowError as error:
                    if not self._has_more_room(attempt, answer):
                        raise
                    answer.lose(attempt, FailedError(error.message))
                except LostError as error:
                    answer.lose(attempt, error)
                    if error.is_silent:
                        self._requester.directory.doubt(attempt.deal.worker.device)
                        if attempt.has_receipt:
                            self._on_vanished(_destination(attempt))
                finally:
                    self._requester.let_go(attempt)
        finally:
            self.requests -= 1
        raise _given_up(answer.why)

    async def count_tokens(self, request: GenerateRequest) -> int:
        """Estimate the tokens of the prompt, rather too many: whoever could count them would have to see it."""
        return estimated_tokens(request)

    async def embed(
        self, texts: Sequence[str], requester: str = "owner", priority: Priority = Priority.INTERACTIVE
    ) -> Embeddings:
        """Turn texts into vectors; for others they are always shared work. Raises as `generate` does."""
        size = sum(_tokens_in(text) for text in texts)
        wanted = Wanted(JobKind.EMBED, self._model, self._sha256, size, 0)
        request = write_embed(texts)
        self.requests += 1
        why = ""
        try:
            for _ in range(MOST_ATTEMPTS):
                attempt = await self._requester.begin(wanted, request)
                self._tell(attempt)
                try:
                    return await _vectors(attempt, len(texts))
                except LostError as error:
                    why = error.message
                    wanted.goes_on = True
                    wanted.avoided.add(attempt.deal.worker.device)
                finally:
                    self._requester.let_go(attempt)
        finally:
            self.requests -= 1
        raise _given_up(why)

    async def _begin(self, answer: PoolAnswer) -> Attempt:
        request = answer.rest()
        wanted = Wanted(
            JobKind.GENERATE,
            self._model,
            answer.sha256,
            estimated_tokens(request),
            request.max_tokens or _USUAL_ANSWER,
            request.deadline,
            answer.has_begun,
            answer.avoided,
            self._only,
        )
        attempt = await self._requester.begin(wanted, write_generate(request))
        answer.begin(attempt)
        self._tell(attempt)
        return attempt

    def _has_more_room(self, attempt: Attempt, answer: PoolAnswer) -> bool:
        """Say whether another worker has a larger context window."""
        return any(
            one.model.context_length > attempt.deal.model.context_length
            for one in self._requester.directory.offerings(self._model, answer.sha256)
            if one.worker.device not in answer.avoided
        )

    def _tell(self, attempt: Attempt) -> None:
        self._on_worker(_destination(attempt))


def _destination(attempt: Attempt) -> Destination:
    deal = attempt.deal
    return Destination(deal.worker.device, deal.worker.name, deal.model.name, deal.job, deal.model.sha256)


def _refuse_adapters(request: GenerateRequest) -> None:
    if request.adapters:
        raise InvalidInputError(
            "Members of a pool apply no adapters.",
            hint="Leave them out, or use the model on this PC.",
            param="adapters",
        )


async def _vectors(attempt: Attempt, count: int) -> Embeddings:
    """Read the vectors of so many texts. Raises `LostError`, or what is wrong with the texts."""
    vectors: list[tuple[float, ...]] = []
    while True:
        match await attempt.next():
            case VectorFrame() as frame:
                vectors.append(vector_of(frame))
            case EmbeddedFrame(prompt_tokens=tokens):
                if len(vectors) != count:
                    raise LostError("It did not make all vectors.")
                return Embeddings(tuple(vectors), tokens)
            case FailedFrame() as frame:
                error = error_of(frame)
                raise error if isinstance(error, REQUEST_IS_WRONG) else FailedError(error.message)


def estimated_tokens(request: GenerateRequest) -> int:
    """Say about how many tokens a prompt has, rather too many."""
    if isinstance(request.prompt, tuple):
        return len(request.prompt) + _tokens_in(request.begun)
    texts = [*(one.content for one in request.messages), request.prompt or "", request.begun]
    texts += [str(tool.parameters) + tool.description for tool in request.tools]
    return sum(_tokens_in(text) for text in texts) + _TOKENS_A_MESSAGE * len(request.messages)


def _tokens_in(text: str) -> int:
    return -(-len(text.encode("utf-8", "replace")) // _BYTES_A_TOKEN)


def _given_up(why: str) -> NoWorkerError:
    return NoWorkerError(
        f"{MOST_ATTEMPTS} members began with the answer, and none finished it. {why}".strip(),
        hint="Try again later.",
    )
