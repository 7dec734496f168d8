"""Finds a worker for a job: asks the one that would be done first, then the next."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import NoWorkerError, PoolError
from deai_desktop.pool.hubs.connection import is_nobody_there, settled
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.jobs.attempt import Attempt, Deal
from deai_desktop.pool.jobs.offers import JobKind, Offer, Reason, RefusedError, read_claim, sign_offer
from deai_desktop.pool.jobs.presence import Directory, Offering
from deai_desktop.pool.jobs.sealing import Agreement, JobKey
from deai_desktop.pool.ledger.books import Books

CLAIM_SECONDS = 1.0
"""In which a worker has to answer an offer."""
PATIENCE_SECONDS = 30.0
"""For which a hub is waited for before a job begins."""
GO_ON_SECONDS = 90.0
"""For which somebody is looked for who goes on with an answer: longer than a line is cut for a moment, and the time
until that is noticed and a hub is found again."""
_NEWCOMERS_SECONDS = 1.0
"""For which the first beats are waited for."""
_AGAIN_SECONDS = 0.5
_MOST_ASKED = 20
"""Workers, the best ones, before it counts as refused by all."""
_SLOWEST = 5.0
"""Tokens a second, as long as nothing was measured."""
_READS_FASTER = 10.0
"""Times that prompts are read faster than answers are written, likewise."""

_FINAL = (Reason.RULES, Reason.MEMBERSHIP, Reason.STALE)


@dataclass
class Wanted:
    """Say what a worker is looked for."""

    kind: JobKind
    model: str
    sha256: str
    prompt_tokens: int
    wanted_tokens: int
    deadline: float | None = None
    """Seconds that are left."""
    goes_on: bool = False
    """Whether somebody has begun with it."""
    avoided: set[PublicKey] = field(default_factory=set)
    """Whom to ask last."""
    only: PublicKey | None = None
    """The one to ask, where no other will do."""


class Requester:
    """Ask a pool's members for work. Jobs run beside each other."""

    def __init__(
        self,
        hub: Client,
        device: KeyPair,
        members: Members,
        certificate: Callable[[], str],
        directory: Directory,
        *,
        books: Books | None = None,
        may_ask: Callable[[], None] = lambda: None,
    ) -> None:
        """``may_ask`` raises where nobody is to be asked any more; no request leaves this PC then."""
        self.directory = directory
        self.stray_frames = 0
        """Frames of no job that runs."""
        self.bad_frames = 0
        """Frames that could not be opened or read."""
        self._hub = hub
        self._device = device
        self._members = members
        self._certificate = certificate
        self._books = books
        self._may_ask = may_ask
        self._attempts: dict[str, Attempt] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to hear answers."""
        await self._hub.subscribe(f"to.{self._device.public.text}.answer.*", cb=self._hear)
        await settled(self._hub)

    async def close(self) -> None:
        """Let go of all jobs."""
        for task in list(self._leaving):
            task.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    async def begin(self, wanted: Wanted, request: bytes) -> Attempt:
        """Send a request to who claims the job first. Raises `NoWorkerError`, and what ``may_ask`` raises."""
        until = time.monotonic() + (GO_ON_SECONDS if wanted.goes_on else PATIENCE_SECONDS)
        await self._connected(until)
        await self._offered(wanted)
        while True:
            self._may_ask()
            refusals: list[tuple[Offering, PoolError]] = []
            for offering in self._ranked(wanted)[:_MOST_ASKED]:
                try:
                    attempt = await self._claimed(wanted, offering)
                except PoolError as error:
                    refusals.append((offering, error))
                    continue
                try:
                    self._may_ask()
                    await attempt.begin(request)
                except BaseException:
                    self.let_go(attempt)
                    raise
                return attempt
            if not wanted.goes_on or _is_final(refusals) or time.monotonic() > until:
                raise _nobody(wanted.model, refusals)
            await self.directory.changed(_AGAIN_SECONDS)
            await self._connected(until)

    def let_go(self, attempt: Attempt) -> None:
        """End a job, in the background: receipts may still have to be agreed to."""
        task = asyncio.create_task(self._leave(attempt))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    def break_off(self, why: DeAIError) -> None:
        """End all jobs; whoever waits for an answer gets that error."""
        for attempt in self._attempts.values():
            attempt.break_off(why)

    async def _leave(self, attempt: Attempt) -> None:
        try:
            await attempt.close()
        finally:
            self._attempts.pop(attempt.deal.job, None)
            self.bad_frames += attempt.bad_frames

    def _ranked(self, wanted: Wanted) -> list[Offering]:
        """List who offers the model, the one first that should be done first."""
        found = [
            one
            for one in self.directory.offerings(wanted.model, wanted.sha256)
            if wanted.only in (None, one.worker.device)
        ]
        room = wanted.prompt_tokens + 1

        def order(one: Offering) -> tuple[bool, bool, bool, float, int]:
            is_last = one.is_doubtful or one.worker.device in wanted.avoided
            return (
                one.is_suspect,
                is_last,
                one.model.context_length < room,
                expected_seconds(one, wanted),
                secrets.randbits(16),
            )

        return sorted(found, key=order)

    async def _claimed(self, wanted: Wanted, offering: Offering) -> Attempt:
        """Offer a job to one worker. Raises `PoolError` and its like unless it claims it."""
        worker, job, key = offering.worker.device, secrets.token_hex(16), JobKey()
        pool = self._members.pool
        offer = sign_offer(self._device, pool, self._offer(wanted, offering, job, key.public))
        try:
            reply = await self._hub.request(f"to.{worker.text}.offer", offer, timeout=CLAIM_SECONDS)
        except (NatsError, TimeoutError):
            self.directory.doubt(worker)
            raise NoWorkerError("It does not answer.") from None
        member, claim = read_claim(reply.data, offer, job, worker, self._members)
        agreement = Agreement(pool, job, self._device.public, worker, offer, reply.data)
        sealer, opener = key.agree(claim.key, agreement, as_requester=True)
        subject, back = f"to.{worker.text}.job.{job}", f"to.{self._device.public.text}.answer.{job}"

        async def send(frame: bytes) -> None:
            await self._hub.publish(subject, frame, back)  # where the hub says so if it reaches nobody

        deal = Deal(job, self._device.public, member, offering.model, sealer, opener)
        attempt = Attempt(deal, send, self._connection, self._books)
        self._attempts[job] = attempt
        return attempt

    def _offer(self, wanted: Wanted, offering: Offering, job: str, key: str) -> Offer:
        return Offer(
            certificate=self._certificate(),
            job=job,
            worker=offering.worker.device.text,
            key=key,
            kind=wanted.kind.value,
            model=offering.model.name,
            sha256=wanted.sha256,
            prompt_tokens=wanted.prompt_tokens,
            wanted_tokens=wanted.wanted_tokens,
            deadline=wanted.deadline,
            at=self._members.now,
        )

    async def _hear(self, message: Msg) -> None:
        attempt = self._attempts.get(message.subject.rpartition(".")[2])
        if is_nobody_there(message):
            if attempt and self._could_go_on(attempt):
                attempt.miss()
        elif attempt is None:
            self.stray_frames += 1
        else:
            attempt.take(message.data)

    def _could_go_on(self, attempt: Attempt) -> bool:
        """Whether somebody else could do the job; else who has lost its hub only had better be waited for."""
        model, worker = attempt.deal.model, attempt.deal.worker.device
        return any(
            one.worker.device != worker and not one.is_doubtful and not one.is_suspect
            for one in self.directory.offerings(model.name, model.sha256)
        )

    def _connection(self) -> int | None:
        """Return the number of the connection to a hub, None while there is none."""
        return self._hub.stats["reconnects"] if self._hub.is_connected else None

    async def _offered(self, wanted: Wanted) -> None:
        """Wait a moment for somebody to offer the model, where this PC has only just come."""
        until = time.monotonic() + _NEWCOMERS_SECONDS
        while not self.directory.offerings(wanted.model, wanted.sha256):
            if (left := until - time.monotonic()) <= 0:
                return
            await self.directory.changed(left)

    async def _connected(self, until: float) -> None:
        """Wait for a hub."""
        while not self._hub.is_connected:
            if time.monotonic() > until or self._hub.is_closed:
                raise NoWorkerError(
                    "No hub of the pool can be reached.", hint="Is this PC online? Try again later."
                )
            await asyncio.sleep(0.05)


def expected_seconds(offering: Offering, wanted: Wanted) -> float:
    """Say how long a worker would take, by what it says of itself."""
    model = offering.model
    speed = model.speed or _SLOWEST
    prompt_speed = model.prompt_speed or speed * _READS_FASTER
    return model.wait + wanted.prompt_tokens / prompt_speed + wanted.wanted_tokens / speed


def _is_final(refusals: Sequence[tuple[Offering, PoolError]]) -> bool:
    """Say whether it would be no use to ask again soon."""
    return bool(refusals) and all(
        isinstance(error, RefusedError) and error.reason in _FINAL for _, error in refusals
    )


def _nobody(model: str, refusals: Sequence[tuple[Offering, PoolError]]) -> NoWorkerError:
    """Say why nobody does it, as plainly as it is known."""
    if not refusals:
        return NoWorkerError(
            f"Nobody offers {model} at the moment.", hint="Try again later, or choose another model."
        )
    busy = [error for _, error in refusals if isinstance(error, RefusedError) and error.reason is Reason.BUSY]
    if len(busy) == len(refusals):
        wait = max(1, round(min(one.wait for one in busy)))
        return NoWorkerError(f"All who offer {model} are busy.", hint=f"Try again in about {wait} seconds.")
    said = "; ".join(f"{offering.worker.name}: {error.message}" for offering, error in refusals[:3])
    return NoWorkerError(f"No member took the job. {said}", hint="Try again later, or choose another model.")
