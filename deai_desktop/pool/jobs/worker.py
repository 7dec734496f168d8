"""Lends this PC: hears offers, claims those that the owner's rules allow, and does the jobs."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.signed import unchecked
from deai_desktop.pool.jobs.offers import (
    LARGEST_OFFER,
    MAY_ASK,
    Answer,
    Offer,
    Reason,
    RefusedError,
    hash_of,
    read_offer,
    sign_answer,
)
from deai_desktop.pool.jobs.presence import OfferedModel
from deai_desktop.pool.jobs.sealing import Agreement, JobKey
from deai_desktop.pool.jobs.throttle import Throttle
from deai_desktop.pool.jobs.unsettled import Unsettled
from deai_desktop.pool.jobs.worker_job import Engines, WorkerJob, Workplace
from deai_desktop.pool.jobs.worker_queue import Order, WorkerQueue, first_come
from deai_desktop.pool.jobs.worker_rules import Rules
from deai_desktop.pool.ledger.books import Books
from deai_desktop.pool.ledger.credits import credits_for

OFFERS_A_SECOND, OFFERS_IN_A_ROW = 5.0, 20.0
"""Of one member; who makes more is told so once a second, and not answered else."""
_CLOSE_SECONDS = 2.0
"""In which requesters may still agree to what was done."""
_OLDEST_OFFER = 300.0
_REMEMBER_JOBS = 10_000
_MOST_WAITING_EACH = 4
"""Jobs of one member, or a few could fill all places where others wait."""
_SLOWEST = 5.0
"""Tokens a second, as long as nothing was measured."""
_REPLY = re.compile(r"to\.(U[A-Z2-7]{55})\.reply\.[\w.-]{1,100}")


@dataclass
class MemberReport:
    """Count what one member did."""

    name: str
    offers: int = 0
    throttled: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """By reason."""
    jobs: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    """Jobs that did not end well, by why."""
    tokens: int = 0
    bad_frames: int = 0


@dataclass
class WorkerReport:
    """Count what a worker did, by member; ``strangers`` is what nobody in the pool has signed, by error."""

    members: dict[str, MemberReport] = field(default_factory=dict)
    strangers: Counter[str] = field(default_factory=Counter)
    stray_frames: int = 0
    """Frames of no job that runs."""


class Worker:
    """Work for a pool's members, each job as shared work of the engine.

    ``offered`` says what there is, without regard to how busy we are; ``waiting`` is how many jobs of a model may wait
    while all its slots are taken, and ``order`` who of them is next; ``on_use`` hears how many credits' worth a member
    had; ``on_change`` hears when there is another number of free slots to tell.
    """

    def __init__(
        self,
        hub: Client,
        device: KeyPair,
        members: Members,
        certificate: Callable[[], str],
        engines: Engines,
        offered: Callable[[], Sequence[OfferedModel]],
        rules: Rules,
        *,
        books: Books | None = None,
        waiting: int = 0,
        order: Order = first_come,
        on_use: Callable[[str, int], None] = lambda member, amount: None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.report = WorkerReport()
        self._hub = hub
        self._device = device
        self._members = members
        self._certificate = certificate
        self._models = offered
        self._rules = rules
        self._books = books
        self._waiting = waiting
        self._on_use = on_use
        self._on_change = on_change
        self._place = Workplace(
            device.public, engines, rules, books, WorkerQueue(order), lambda: hub.is_connected
        )
        self._is_closed = False
        self._jobs: dict[str, WorkerJob] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._offers = Throttle(OFFERS_A_SECOND, OFFERS_IN_A_ROW)
        self._told_throttled = Throttle(1.0, 1.0)
        self._unsettled = Unsettled()

    @property
    def jobs(self) -> int:
        """How many jobs run or wait."""
        return len(self._jobs)

    async def start(self) -> None:
        """Begin to hear offers."""
        me = self._device.public.text
        await self._hub.subscribe(f"to.{me}.offer", cb=self._hear_offer)
        await self._hub.subscribe(f"to.{me}.job.*", cb=self._hear_frame)
        await settled(self._hub)

    async def close(self) -> None:
        """End all jobs at once; their requesters go on elsewhere."""
        self._is_closed = True
        for job in list(self._jobs.values()):
            job.fail(PoolError("The member stopped lending."))
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_CLOSE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._on_change()

    def offered(self) -> tuple[OfferedModel, ...]:
        """Return what there is, and how long it would take until a job begins."""
        return () if self._is_closed else tuple(self._as_it_is(one) for one in self._models())

    def _as_it_is(self, model: OfferedModel) -> OfferedModel:
        running = [job for job in self._jobs.values() if job.model.name == model.name]
        free = max(0, model.slots - len(running))
        wait = 0.0
        if not free:
            wait = _tokens_before(running, model.slots) / (model.speed or _SLOWEST)
        return model.model_copy(update={"free": free, "wait": wait})

    # Offers

    async def _hear_offer(self, message: Msg) -> None:
        try:
            member, offer = read_offer(message.data, self._device.public, self._members)
        except PoolError as error:
            self.report.strangers[error.code] += 1
            await self._refuse_stranger(message, error)
            return
        if message.reply and _reply_of(message) != member.device.text:
            self.report.strangers["foreign_reply"] += 1  # we would say something in another's place
            return
        report = self._report_on(member)
        report.offers += 1
        try:
            model = self._considered(member, offer)
        except RefusedError as error:
            report.refused[error.reason] += 1
            if error.reason is not Reason.THROTTLED or self._told_throttled.allows(member.device.text):
                await self._reply(message, offer, error)
            return
        await self._claim(message, member, offer, model)

    def _considered(self, member: Member, offer: Offer) -> OfferedModel:
        """Return the model for a job that is to be done. Raises `RefusedError`."""
        device = member.device.text
        if not self._offers.allows(device):
            self._report_on(member).throttled += 1
            raise RefusedError(Reason.THROTTLED, "There were too many offers.", 1.0)
        if abs(offer.at - self._members.now) > _OLDEST_OFFER or offer.job in self._seen:
            raise RefusedError(Reason.STALE, "The offer is old; is the clock right?")
        self._seen[offer.job] = None
        if len(self._seen) > _REMEMBER_JOBS:
            self._seen.popitem(last=False)
        if member.role not in MAY_ASK:
            raise RefusedError(Reason.MEMBERSHIP, "Members with this role may not ask.")
        if left := self._unsettled.seconds(device):
            raise RefusedError(Reason.RULES, "No receipt came back for what was done before.", left)
        found = [
            one for one in self.offered() if one.name == offer.model and offer.sha256 in ("", one.sha256)
        ]
        if not found:
            raise RefusedError(Reason.MODEL_GONE, "The model is not offered any more.")
        model = found[0]
        running = [job for job in self._jobs.values() if job.requester.device == member.device]
        tokens = offer.prompt_tokens + offer.wanted_tokens + sum(job.tokens_left for job in running)
        if objection := self._rules.objection(member, model.name, tokens):
            raise RefusedError(Reason.RULES, objection)
        if not model.free and not self._has_place(member, model):
            raise RefusedError(Reason.BUSY, wait=model.wait)
        return model

    def _has_place(self, member: Member, model: OfferedModel) -> bool:
        """Whether one more job of a member may wait for a slot."""
        jobs = [job for job in self._jobs.values() if job.model.name == model.name]
        own = sum(not job.has_slot for job in jobs if job.requester.device == member.device)
        return len(jobs) < model.slots + self._waiting and own < _MOST_WAITING_EACH

    async def _claim(self, message: Msg, member: Member, offer: Offer, model: OfferedModel) -> None:
        key = JobKey()
        claim = self._signed(offer.job, hash_of(message.data), key=key.public)
        agreement = Agreement(
            self._members.pool, offer.job, member.device, self._device.public, message.data, claim
        )
        try:
            keys = key.agree(offer.key, agreement, as_requester=False)
        except PoolError as error:
            self.report.strangers[error.code] += 1
            return
        subject = f"to.{member.device.text}.answer.{offer.job}"

        async def send(frame: bytes) -> None:
            await self._hub.publish(subject, frame)

        job = WorkerJob(self._place, member, offer, model, keys, send)
        self._jobs[offer.job] = job
        self._report_on(member).jobs += 1
        task = asyncio.create_task(self._run(job), name=f"pool job {offer.job}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._on_change()
        await self._publish(message.reply, claim)

    async def _run(self, job: WorkerJob) -> None:
        try:
            await job.run()
        finally:
            del self._jobs[job.offer.job]
            report = self._report_on(job.requester)
            report.bad_frames += job.bad_frames
            report.tokens += job.parts.used
            if job.failure:
                report.failed[job.failure] += 1
            if not job.parts.is_settled:
                self._unsettled.note(job.requester.device.text, has_vanished=job.has_vanished)
            self._rules.count(job.requester, job.model.name, job.parts.used)
            cost = credits_for(job.parts.prompt_tokens, job.parts.written)
            self._on_use(job.requester.device.text, cost)
            self._on_change()

    async def _reply(self, message: Msg, offer: Offer, refusal: RefusedError) -> None:
        answer = self._signed(
            offer.job,
            hash_of(message.data),
            reason=refusal.reason.value,
            message=refusal.message[:300],
            wait=refusal.wait,
        )
        await self._publish(message.reply, answer)

    async def _refuse_stranger(self, message: Msg, error: PoolError) -> None:
        """Tell who is no member any more, or whose clock is wrong, why nobody works for them."""
        with contextlib.suppress(PoolError):
            offer = unchecked(message.data, Offer, LARGEST_OFFER)
            if _reply_of(message) and self._told_throttled.allows(""):
                await self._reply(message, offer, RefusedError(Reason.MEMBERSHIP, error.message))

    def _signed(
        self,
        job: str,
        offer: str,
        *,
        key: str = "",
        reason: Literal["", "busy", "model_gone", "rules", "throttled", "membership", "stale"] = "",
        message: str = "",
        wait: float = 0.0,
    ) -> bytes:
        answer = Answer(
            certificate=self._certificate(),
            job=job,
            offer=offer,
            key=key,
            reason=reason,
            message=message,
            wait=wait,
        )
        return sign_answer(self._device, self._members.pool, answer)

    async def _publish(self, subject: str, data: bytes) -> None:
        with contextlib.suppress(NatsError):  # the requester asks another one
            await self._hub.publish(subject, data)

    # Frames

    async def _hear_frame(self, message: Msg) -> None:
        job = self._jobs.get(message.subject.rpartition(".")[2])
        if job is None:
            self.report.stray_frames += 1
        else:
            job.take(message.data)

    def _report_on(self, member: Member) -> MemberReport:
        return self.report.members.setdefault(member.device.text, MemberReport(member.name))


def _tokens_before(jobs: Sequence[WorkerJob], slots: int) -> int:
    """Return how many tokens the slot writes that is free first, when it has to take its share of all jobs."""
    loads = [0] * slots
    for job in jobs:
        heapq.heapreplace(loads, loads[0] + job.tokens_left)
    return loads[0]


def _reply_of(message: Msg) -> str:
    """Return whose inbox an answer would go to; empty where it is no inbox at all."""
    found = _REPLY.fullmatch(message.reply or "")
    return found[1] if found else ""
