"""One job on the requester's side: sends the sealed request to one worker, and reads its sealed frames."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.engines.turns import late
from deai_desktop.pool.errors import BadMessageError, PoolError
from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.jobs.frames import (
    AcceptedFrame,
    AgreedFrame,
    BeatFrame,
    CancelFrame,
    EmbeddedFrame,
    FailedFrame,
    FinishedFrame,
    FromWorker,
    ReceiptFrame,
    TextFrame,
    ToolFrame,
    pieces_of,
    read_from_worker,
    to_worker,
)
from deai_desktop.pool.jobs.presence import OfferedModel
from deai_desktop.pool.jobs.sealing import MissedFrameError, Opener, Sealer
from deai_desktop.pool.jobs.silence import Silence, Step
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger.books import AGREE_SECONDS, Books

BEAT_SECONDS = 1.0
_MOST_WAITING = 50_000
_CLOCKS_DIFFER = 600.0
_UNSEEN_TOKENS = 512
"""Tokens that a worker may count beyond the bytes that came: those that have no text."""


class LostError(PoolError):
    """Say that a worker will not finish a job.

    ``is_silent`` where it is probably gone; ``is_accident`` where it did nothing wrong and may be asked again.
    """

    code = "worker_lost"
    default_title = "A member of the pool did not finish"

    def __init__(self, message: str, *, is_silent: bool = False, is_accident: bool = False) -> None:
        super().__init__(message)
        self.is_silent = is_silent
        self.is_accident = is_accident


@dataclass(frozen=True)
class Deal:
    """Hold what both sides agreed to."""

    job: str
    requester: PublicKey
    worker: Member
    model: OfferedModel
    sealer: Sealer
    opener: Opener


class Attempt:
    """Let one worker do a job; others may have to go on with it."""

    def __init__(
        self,
        deal: Deal,
        send: Callable[[bytes], Awaitable[None]],
        connection: Callable[[], int | None],
        books: Books | None = None,
    ) -> None:
        """Take what sends a frame, and what numbers the connections to a hub (None while there is none)."""
        self.deal = deal
        self.bad_frames = 0
        self._send = send
        self._counts = _Counts(deal, books if deal.model.sha256 else None)
        self._frames: deque[FromWorker] = deque()
        self._news = asyncio.Event()
        self._lost: LostError | None = None
        self._silence = Silence(connection)
        self._broken_off: DeAIError | None = None
        self._has_ended = False
        self._settled = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._agreeing: set[asyncio.Task[None]] = set()

    @property
    def has_receipt(self) -> bool:
        """Whether both sides have signed for a part of it."""
        return self._counts.has_agreed

    async def begin(self, request: bytes) -> None:
        """Send the request, and beats from now on. Raises what it was broken off with."""
        self._counts.request_bytes = len(request)
        for piece in pieces_of(request):
            self._require_going_on()
            await self._say(piece)
        self._begin(self._beat())

    def take(self, data: bytes) -> None:
        """Take a frame from the hub, whatever it is."""
        try:
            frame = read_from_worker(self.deal.opener.open(data))
            self._silence.heard()
            self._counts.take(frame)
        except MissedFrameError as error:
            self._lose(LostError(error.message, is_accident=True))
            return
        except PoolError:
            self.bad_frames += 1
            return
        if self._counts.is_too_much:
            self._lose(LostError("It counts more tokens than came."))
        elif isinstance(frame, ReceiptFrame):
            self._agree(frame)
        elif not isinstance(frame, BeatFrame):
            self._has_ended |= isinstance(frame, FinishedFrame | EmbeddedFrame | FailedFrame)
            self._frames.append(frame)
            if len(self._frames) > _MOST_WAITING:
                self._lose(LostError("It sends more than anybody reads."))
        self._news.set()

    def miss(self) -> None:
        """Hear from the hub that what was sent reached nobody: the worker's process has ended."""
        if self._silence.believes_hub:
            self._lose(LostError("It is not there any more.", is_silent=True))

    async def next(self, deadline: float | None = None) -> FromWorker:
        """Return the next frame. Raises `LostError`, `DeadlineError` some time after the deadline, and what it was
        broken off with.
        """
        self._require_going_on()
        while not self._frames:
            if self._lost:
                raise self._lost
            step = self._silence.step()
            if step is Step.GIVE_UP:
                self._lose(LostError("It fell silent.", is_silent=True))
                continue
            if deadline is not None and time.monotonic() > deadline:
                raise late()
            self._news.clear()
            if step is Step.ASK:
                await self._say(to_worker(BeatFrame()))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._silence.seconds):
                    await self._news.wait()
            self._require_going_on()
        return self._frames.popleft()

    def break_off(self, why: DeAIError) -> None:
        """Want no more of it; whoever waits for a frame gets that error."""
        self._broken_off = why
        self._news.set()

    async def close(self) -> None:
        """Tell the worker that no more is wanted, unless it is done; agree to what was done meanwhile."""
        if not self._has_ended:
            await self._say(to_worker(CancelFrame()))
        if self._counts.owes and not self._lost:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(AGREE_SECONDS):
                    await self._settled.wait()
        if self._agreeing:  # what was agreed to is on its way; unsent, nobody would work for us for a while
            await asyncio.wait(self._agreeing, timeout=AGREE_SECONDS)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _require_going_on(self) -> None:
        if self._broken_off:
            raise self._broken_off

    def _lose(self, error: LostError) -> None:
        self._lost = self._lost or error
        self._settled.set()
        self._news.set()

    def _agree(self, frame: ReceiptFrame) -> None:
        try:
            receipt = self._counts.agreed(frame)
        except PoolError as error:
            self._lose(LostError(f"Its receipt is not right: {error.message}"))
            return
        if receipt:
            agreed = to_worker(AgreedFrame(part=frame.part, receipt=receipt))
            task = self._begin(self._say(agreed, frame.is_last))
            self._agreeing.add(task)
            task.add_done_callback(self._agreeing.discard)

    async def _say(self, said: bytes, is_last: bool = False) -> None:
        with contextlib.suppress(NatsError):
            await self._send(self.deal.sealer.seal(said))
        if is_last:
            self._settled.set()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await self._say(to_worker(BeatFrame()))

    def _begin(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


class _Counts:
    """Count what came, and hold the worker's receipts against it."""

    def __init__(self, deal: Deal, books: Books | None) -> None:
        self._deal = deal
        self._books = books
        self._prompt_tokens = self._tokens = self._bytes = self._agreed_tokens = self._part = 0
        self.request_bytes = 0

    @property
    def has_agreed(self) -> bool:
        """Whether there is a receipt for something."""
        return self._part > 0

    @property
    def owes(self) -> bool:
        """Whether a receipt is to come for something."""
        return self._books is not None and (self._tokens > self._agreed_tokens or self._part == 0)

    @property
    def is_too_much(self) -> bool:
        """Whether the worker counts more tokens than there can be in what was said."""
        return (
            self._tokens > self._bytes + _UNSEEN_TOKENS
            or self._prompt_tokens > self.request_bytes + 8 * _UNSEEN_TOKENS
        )

    def take(self, frame: FromWorker) -> None:
        """Count a frame."""
        match frame:
            case AcceptedFrame() | EmbeddedFrame():
                self._prompt_tokens = frame.prompt_tokens
            case TextFrame():
                self._tokens += frame.tokens
                self._bytes += len(frame.text.encode("utf-8", "replace"))
            case ToolFrame():
                self._bytes += len(frame.arguments) + len(frame.name) + _UNSEEN_TOKENS
            case FinishedFrame():
                self._tokens = max(self._tokens, frame.completion_tokens)

    def agreed(self, frame: ReceiptFrame) -> str:
        """Return the receipt with both signatures, empty without books. Raises `PoolError` and its like."""
        if self._books is None:
            return ""
        self._part += 1
        prompt_tokens = self._prompt_tokens if self._part == 1 else 0
        said = frame.part, frame.prompt_tokens, frame.completion_tokens
        if said != (self._part, prompt_tokens, self._tokens - self._agreed_tokens):
            raise BadMessageError("It counts other tokens than came.")
        if not frame.ended_at - frame.begun_at >= 0 or abs(frame.ended_at - time.time()) > _CLOCKS_DIFFER:
            raise BadMessageError("It is of another time; is the clock right?")
        self._agreed_tokens = self._tokens
        work = Work(
            self._deal.job,
            self._deal.worker.device,
            self._deal.requester,
            self._deal.model.name,
            self._deal.model.sha256,
            *said,
            frame.begun_at,
            frame.ended_at,
        )
        try:
            proposal = base64.b64decode(frame.proposal, validate=True)
        except (ValueError, binascii.Error):
            raise BadMessageError("It is damaged.") from None
        return base64.b64encode(self._books.agree(proposal, work)).decode()
