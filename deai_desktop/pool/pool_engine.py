"""A pool's model as an engine: chat can't tell that another PC answers, nor that a second one has to go on."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from deai_desktop.core.errors import ContextOverflowError, DeadlineError, UnsupportedError
from deai_desktop.engines.base import (
    Accepted,
    Embeddings,
    EngineFacts,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Priority,
    TextDelta,
    ToolCalled,
)
from deai_desktop.engines.prompt import refuse_adapters
from deai_desktop.engines.turns import late
from deai_desktop.pool.attempt import Attempt, LostError
from deai_desktop.pool.errors import NoWorkerError
from deai_desktop.pool.frames import (
    REQUEST_IS_WRONG,
    EmbeddedFrame,
    FailedFrame,
    FromWorker,
    VectorFrame,
    error_of,
    event_of,
    vector_of,
)
from deai_desktop.pool.job_request import write_embed, write_generate
from deai_desktop.pool.keys import PublicKey
from deai_desktop.pool.offers import JobKind
from deai_desktop.pool.requester import Requester, Wanted

MOST_ATTEMPTS = 8
"""For one answer, after which it is given up."""
_USUAL_ANSWER = 512
"""Tokens, where no bound is given."""
_BYTES_A_TOKEN = 3
_TOKENS_A_MESSAGE = 8
_LATE_SECONDS = 2.0
"""After a deadline, in which the worker is to say so itself."""


@dataclass(frozen=True)
class Destination:
    """Say who works on an answer."""

    worker: PublicKey
    name: str
    model: str


class PoolEngine:
    """Let a pool's members run one model. ``on_worker`` hears who works on an answer, again when another goes on."""

    def __init__(
        self,
        requester: Requester,
        model: str,
        sha256: str = "",
        on_worker: Callable[[Destination], None] = lambda _: None,
    ) -> None:
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
        refuse_adapters(request)
        answer = _Answer(request, self._sha256)
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
                    return
                except ContextOverflowError as error:
                    if not self._has_more_room(attempt, answer):
                        raise
                    answer.lose(attempt, FailedError(error.message))
                except LostError as error:
                    answer.lose(attempt, error)
                    if error.is_silent:
                        self._requester.directory.doubt(attempt.deal.worker.device)
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

    async def _begin(self, answer: _Answer) -> Attempt:
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
        )
        attempt = await self._requester.begin(wanted, write_generate(request))
        answer.begin(attempt)
        self._tell(attempt)
        return attempt

    def _has_more_room(self, attempt: Attempt, answer: _Answer) -> bool:
        """Say whether another worker has a larger context window."""
        return any(
            one.model.context_length > attempt.deal.model.context_length
            for one in self._requester.directory.offerings(self._model, answer.sha256)
            if one.worker.device not in answer.avoided
        )

    def _tell(self, attempt: Attempt) -> None:
        worker = attempt.deal.worker
        self._on_worker(Destination(worker.device, worker.name, attempt.deal.model.name))


class _Answer:
    """What there is of an answer, whoever has written it.

    Text is passed on at once and never taken back. Tool calls, and what comes after them, wait for the end: they can't
    be given to another worker as the begin of its answer.
    """

    def __init__(self, request: GenerateRequest, sha256: str) -> None:
        self._request = request
        self.sha256 = sha256
        """Of the model's file: all who go on must have the same."""
        self.why = ""
        """It was interrupted."""
        self.is_finished = False
        self.avoided: set[PublicKey] = set()
        self._ends_at = time.monotonic() + request.deadline if request.deadline is not None else None
        self._prompt_tokens: int | None = None
        self._text = ""
        self._tokens = 0
        """Of the text that was passed on."""
        self._held: list[GenerateEvent] = []
        self._seconds = 0.0
        """That earlier workers wrote for."""
        self._wrote_from: float | None = None
        self._wrote_until = 0.0
        self._came_before = 0

    @property
    def has_begun(self) -> bool:
        """Whether somebody has worked on it."""
        return self._prompt_tokens is not None or bool(self.why)

    @property
    def is_whole(self) -> bool:
        """Whether it has all tokens that were wanted, though nobody has said that it is finished."""
        most = self._request.max_tokens
        return most is not None and self._tokens >= most

    @property
    def patience(self) -> float | None:
        """Until when a worker is listened to."""
        return None if self._ends_at is None else self._ends_at + _LATE_SECONDS

    def rest(self) -> GenerateRequest:
        """Return what is still wanted. Raises `DeadlineError`."""
        request = self._request
        left = None if self._ends_at is None else self._ends_at - time.monotonic()
        if left is not None and left <= 0:
            raise late()
        most = None if request.max_tokens is None else request.max_tokens - self._tokens
        return replace(request, begun=request.begun + self._text, max_tokens=most, deadline=left)

    def begin(self, attempt: Attempt) -> None:
        """Let a worker go on."""
        self.sha256 = self.sha256 or attempt.deal.model.sha256
        self._came_before = self._tokens
        self._wrote_from = None

    def lose(self, attempt: Attempt, error: LostError) -> None:
        """Note that a worker will not finish it."""
        self.why = error.message
        self._held.clear()
        self._seconds += self._written_for
        if error.is_silent or error.code != LostError.code:
            self.avoided.add(attempt.deal.worker.device)

    def take(self, frame: FromWorker) -> Iterator[GenerateEvent]:
        """Yield what a frame brings. Raises `LostError` where another worker may do better, else what went wrong."""
        if isinstance(frame, FailedFrame):
            raise self._failure(frame)
        match event_of(frame):
            case Accepted(prompt_tokens) as accepted:
                if self._prompt_tokens is None:
                    self._prompt_tokens = prompt_tokens
                    yield accepted
            case TextDelta() as text:
                yield from self._say(text)
            case ToolCalled() as call:
                self._held.append(call)
            case Finished() as finished:
                self.is_finished = True
                yield from self._held
                yield self._ended(finished)

    def end(self) -> Finished:
        """Return the end of an answer that is whole."""
        self.is_finished = True
        return Finished(
            FinishReason.LENGTH, self._prompt_tokens or 0, self._tokens, generate_seconds=self._seconds
        )

    @property
    def _written_for(self) -> float:
        return 0.0 if self._wrote_from is None else self._wrote_until - self._wrote_from

    def _say(self, text: TextDelta) -> Iterator[GenerateEvent]:
        if self._prompt_tokens is None:
            raise LostError("It answers before it accepts.")
        most = self._request.max_tokens
        if most is not None and self._tokens + text.tokens > most:
            raise LostError("It says more than was wanted.")
        self._wrote_until = time.monotonic()
        if self._wrote_from is None:
            self._wrote_from = self._wrote_until
        if self._held:
            self._held.append(text)
            return
        self._text += text.text
        self._tokens += text.tokens
        if text.text or text.logprobs:
            yield text

    def _ended(self, finished: Finished) -> Finished:
        return replace(
            finished,
            prompt_tokens=self._prompt_tokens or finished.prompt_tokens,
            completion_tokens=self._came_before + finished.completion_tokens,
            generate_seconds=self._seconds + finished.generate_seconds,
        )

    def _failure(self, frame: FailedFrame) -> Exception:
        error = error_of(frame)
        is_ours = isinstance(error, REQUEST_IS_WRONG) and not (
            self._text and isinstance(error, UnsupportedError)
        )
        return error if is_ours or isinstance(error, DeadlineError) else FailedError(error.message)


class FailedError(LostError):
    """Say that a worker has told that it can't finish."""

    code = "worker_failed"


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
