"""An answer that comes from a pool: what there is of it, whoever has written it, and what is still wanted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from deai_desktop.core.errors import DeadlineError, UnsupportedError
from deai_desktop.engines.base import (
    Accepted,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    TextDelta,
    ToolCalled,
)
from deai_desktop.engines.turns import late
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.jobs.attempt import Attempt, LostError
from deai_desktop.pool.jobs.frames import REQUEST_IS_WRONG, FailedFrame, FromWorker, error_of, event_of

_LATE_SECONDS = 2.0
"""After a deadline, in which the worker is to say so itself."""


class FailedError(LostError):
    """Say that a worker has told that it can't finish."""

    code = "worker_failed"


class PoolAnswer:
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
    def text(self) -> str:
        """What was passed on of it."""
        return self._text

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
        if not error.is_accident:
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
