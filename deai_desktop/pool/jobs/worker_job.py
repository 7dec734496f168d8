"""One job on the worker's side: reads the sealed request, lets an engine answer it, and sends sealed frames."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, replace

from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError, EngineError, ForbiddenError
from deai_desktop.engines.base import Accepted, Engine, Finished, GenerateRequest, Priority, TextDelta
from deai_desktop.pool.errors import BadMessageError, PoolError
from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.jobs.frames import (
    AgreedFrame,
    CancelFrame,
    EmbeddedFrame,
    failed_frame,
    read_to_worker,
    vector_frame,
)
from deai_desktop.pool.jobs.job_request import LARGEST_REQUEST, read_request, texts_of
from deai_desktop.pool.jobs.offers import JobKind, Offer
from deai_desktop.pool.jobs.outbox import Outbox
from deai_desktop.pool.jobs.presence import OfferedModel
from deai_desktop.pool.jobs.sealing import MissedFrameError, Opener, Sealer
from deai_desktop.pool.jobs.throttle import Throttle
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.jobs.worker_parts import WorkerParts
from deai_desktop.pool.jobs.worker_queue import WorkerQueue
from deai_desktop.pool.jobs.worker_rules import Rules
from deai_desktop.pool.ledger.books import Books

log = logging.getLogger(__name__)

VANISH_SECONDS = 5.0
"""Without a beat of the requester, after which nobody waits for the answer."""
FRAMES_A_SECOND, FRAMES_IN_A_ROW = 20.0, 200.0
"""Of one requester for one job; the longest request has 43, and then come six a second at most."""
_FIRST_SECONDS = 3.0
"""In which the request has to begin."""
_CUT_OFF_SECONDS = 20.0
"""The same while this PC has no hub, which may be why nothing is heard."""
_PIECE_SECONDS = 10.0
_LOOK_SECONDS = 0.25

Engines = Callable[[str], AbstractAsyncContextManager[Engine]]
"""Gives the engine of a model that is offered, by its name, and loads it first if need be."""


@dataclass(frozen=True)
class Workplace:
    """Hold what all jobs of a worker share."""

    worker: PublicKey
    engines: Engines
    rules: Rules
    books: Books | None
    queue: WorkerQueue
    is_connected: Callable[[], bool]


class WorkerJob:
    """Do one job that was claimed."""

    def __init__(
        self,
        place: Workplace,
        requester: Member,
        offer: Offer,
        model: OfferedModel,
        keys: tuple[Sealer, Opener],
        send: Callable[[bytes], Awaitable[None]],
    ) -> None:
        self.requester = requester
        self.offer = offer
        self.model = model
        self.bad_frames = 0
        self.has_slot = False
        """Whether it waits for none, or not any more."""
        self.failure = ""
        """The code of the error that ended it, or why it was stopped; empty where it went well."""
        self._place = place
        self._opener = keys[1]
        self._outbox = Outbox(keys[0], send)
        # A receipt names the model by its hash.
        self.parts = WorkerParts(place.books if model.sha256 else None, self._draft, self._outbox.put)
        self._frames = Throttle(FRAMES_A_SECOND, FRAMES_IN_A_ROW)
        self._pieces: list[bytes] = []
        self._size = 0
        self._request: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._settled = asyncio.Event()
        self._settling: set[asyncio.Task[None] | None] = set()
        self._heard_at = self._piece_at = time.monotonic()
        self._has_begun = False
        self._work: asyncio.Task[None] | None = None

    @property
    def tokens_left(self) -> int:
        """How many tokens may still come, as far as one can tell."""
        return max(0, self.offer.wanted_tokens - self.parts.written)

    @property
    def has_vanished(self) -> bool:
        """Whether it ended because nothing was heard of the requester any more, or nothing could be sent."""
        return self.failure in ("vanished", "cut_off")

    def take(self, frame: bytes) -> None:
        """Take a frame from the hub, whatever it is."""
        if not self._frames.allows(""):
            self.bad_frames += 1
            self.stop("flooded")
            return
        try:
            message = read_to_worker(self._opener.open(frame))
        except PoolError as error:
            self.bad_frames += 1
            if isinstance(error, MissedFrameError):
                self.fail(error)
            return
        self._heard_at = time.monotonic()
        self._has_begun = True
        match message:
            case (bytes(piece), bool(is_last)):
                self._add(piece, is_last)
            case CancelFrame():
                self.stop("cancelled")
            case AgreedFrame():
                self._settling.add(asyncio.create_task(self._settle(message)))

    async def run(self) -> None:
        """Work until the answer is sent or nobody wants it any more."""
        sending = asyncio.create_task(self._outbox.run())
        watching = asyncio.create_task(self._watch())
        self._work = asyncio.create_task(self._answer())
        try:
            await asyncio.wait({self._work, sending}, return_when=asyncio.FIRST_COMPLETED)
            if self._work.done():
                await self._end(sending)
        finally:
            for task in (sending, watching, self._work):
                task.cancel()
            ended = await asyncio.gather(sending, watching, self._work, return_exceptions=True)
            if isinstance(ended[0], NatsError | PoolError):
                self.failure = self.failure or "cut_off"

    def stop(self, why: str) -> None:
        """End the work; nothing more is sent but a receipt for what was."""
        self.failure = self.failure or why
        if not self._request.done():
            self._request.cancel()
        if self._work is not None:
            self._work.cancel()

    def fail(self, error: DeAIError) -> None:
        """End the work, and tell the requester why."""
        if not self.failure:
            self._outbox.put(failed_frame(error))
            self.stop(error.code)

    async def _end(self, sending: asyncio.Task[None]) -> None:
        """Let all go out that is left, and wait for the requester to agree to it."""
        self.parts.end()
        while not (self.parts.is_settled or self.parts.is_overdue or self.failure == "vanished"):
            self._settled.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._settled.wait()
        self._outbox.close()
        with contextlib.suppress(NatsError, PoolError):
            await sending

    async def _answer(self) -> None:
        """Do what is asked, and tell what went wrong."""
        try:
            request = read_request(await self._request, self.requester.device.text)
            if isinstance(request, GenerateRequest) is not (self.offer.kind == JobKind.GENERATE.value):
                raise BadMessageError("It is another job than was offered.")
            if objection := self._place.rules.objection_to(texts_of(request)):
                raise ForbiddenError(objection)
            who = self.requester.device.text
            async with self._place.queue.slot(self.model.name, self.model.slots, who):
                self.has_slot = True
                self.parts.start()
                await self._do(request)
        except DeAIError as error:
            self.fail(error)
        except Exception:
            log.exception("a job of the pool failed")
            self.fail(EngineError("An unexpected fault on the member's PC."))

    async def _do(self, request: GenerateRequest | tuple[str, ...]) -> None:
        async with self._place.engines(self.model.name) as engine:
            if isinstance(request, GenerateRequest):
                await self._generate(engine, self._bounded(request))
            else:
                await self._embed(engine, request)

    async def _generate(self, engine: Engine, request: GenerateRequest) -> None:
        async with aclosing(engine.generate(request)) as events:
            async for event in events:
                self._outbox.put(event)
                match event:
                    case Accepted(prompt_tokens):
                        self.parts.begin(prompt_tokens)
                        self._look_at_rules()  # now it is known how long the prompt is
                    case TextDelta(tokens=tokens) if self.parts.write(tokens):
                        self._look_at_rules()
                    case Finished(completion_tokens=tokens):
                        self.parts.end(tokens)

    async def _embed(self, engine: Engine, texts: tuple[str, ...]) -> None:
        found = await engine.embed(texts, self.requester.device.text, Priority.SHARED)
        for vector in found.vectors:
            self._outbox.put(vector_frame(vector))
        self._outbox.put(EmbeddedFrame(prompt_tokens=found.prompt_tokens))
        self.parts.begin(found.prompt_tokens)
        self.parts.end()

    def _bounded(self, request: GenerateRequest) -> GenerateRequest:
        """Let nobody have more than the offer said, nor longer for having waited here."""
        if request.deadline is not None:
            waited = time.monotonic() - self._piece_at
            request = replace(request, deadline=max(0.0, request.deadline - waited))
        if request.max_tokens is None:
            return request
        return replace(request, max_tokens=min(request.max_tokens, max(1, self.offer.wanted_tokens)))

    def _look_at_rules(self) -> None:
        if objection := self._place.rules.objection(self.requester, self.model.name, self.parts.used):
            raise ForbiddenError(objection)

    def _add(self, piece: bytes, is_last: bool) -> None:
        self._piece_at = time.monotonic()
        self._size += len(piece)
        if self._request.done():
            self.bad_frames += 1
        elif self._size > LARGEST_REQUEST:
            self._request.set_exception(BadMessageError("The request is too large."))
        else:
            self._pieces.append(piece)
            if is_last:
                self._request.set_result(b"".join(self._pieces))
                self._pieces.clear()

    async def _settle(self, agreed: AgreedFrame) -> None:
        try:
            await self.parts.settle(agreed)
            self._settled.set()
        except PoolError:
            self.bad_frames += 1
        finally:
            self._settling.discard(asyncio.current_task())

    async def _watch(self) -> None:
        """Stop when nobody waits for the answer, or nobody agrees to what was done."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            now = time.monotonic()
            patience = VANISH_SECONDS if self._has_begun else _FIRST_SECONDS
            is_connected = self._place.is_connected()
            if not is_connected:
                patience = _CUT_OFF_SECONDS
            is_stuck = not self._request.done() and now - self._piece_at > _PIECE_SECONDS
            if now - self._heard_at > patience or is_stuck:
                self.stop("vanished")
            elif self.parts.is_overdue and is_connected:
                self.fail(PoolError("No receipt came back for what was done."))

    def _draft(
        self, part: int, prompt_tokens: int, completion_tokens: int, begun: float, ended: float
    ) -> Work:
        return Work(
            self.offer.job,
            self._place.worker,
            self.requester.device,
            self.model.name,
            self.model.sha256,
            part,
            prompt_tokens,
            completion_tokens,
            begun,
            ended,
        )
