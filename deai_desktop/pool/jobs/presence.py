"""Who is there and what they offer: each worker tells it in signed beats, and everybody keeps a directory of them.

A beat goes to all on ``here.DEVICE`` every `BEAT_SECONDS`, when something changes, and at a clean end. Who comes new
asks for them with a beat of its own, and is answered on ``to.DEVICE.here``.

All workers tell all members, so what a hub passes on would grow with the square of the pool. Where there are many
workers, each of them tells less often, and says how often: a member never hears more than so many beats a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from pydantic import BaseModel, ConfigDict, Field

from deai_desktop.pool.errors import BadMessageError, PoolError
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.signed import (
    ModelName,
    Seconds,
    Sha256,
    SignedBody,
    read_message,
    sign_message,
)
from deai_desktop.pool.jobs.offers import MAY_WORK
from deai_desktop.pool.jobs.throttle import Throttle

BEAT_SECONDS = 15.0
"""Between two beats of a worker; longer where there are many: see `beat_seconds`."""
BEATS_HEARD = 5.0
"""By a member in a second, at most, of the workers that are there."""
CHANGES_HEARD = 20.0
"""Likewise, of workers where something changes, such as how busy they are."""
FORGET_BEATS = 2.7
"""As long in silence, a member counts as gone."""
LARGEST_BEAT = 64 * 1024
_OLDEST_BEAT = 300.0
"""Seconds by which clocks may differ; beats of a device must also rise."""
_MOST_MODELS = 64
_MOST_DEVICES = 10_000
_SPREAD = 0.3
"""Seconds over which answers to a newcomer are spread."""
_PURPOSE = "beat"
_CHANGES_APART = 0.25
_LONGEST_BEAT = _MOST_DEVICES / BEATS_HEARD

_Speed = Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)]


class OfferedModel(BaseModel):
    """A model that a worker offers, and how it does at the moment."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: ModelName
    sha256: Sha256 | Literal[""] = ""
    """Of the file; empty where it is not known."""
    context_length: Annotated[int, Field(ge=1, le=100_000_000)]
    embedding_length: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    has_chat_template: bool = True
    understands_tools: bool = False
    prompt_speed: _Speed = 0.0
    """Tokens of a prompt that are read in a second, as measured; 0 where that is not known."""
    speed: _Speed = 0.0
    """Tokens a second that are written, likewise."""
    slots: Annotated[int, Field(ge=1, le=10_000)] = 1
    """How many jobs it works on at once."""
    free: Annotated[int, Field(ge=0, le=10_000)] = 1
    """How many more it would begin at once."""
    wait: Seconds = 0.0
    """Seconds until a new job would begin, as the worker expects."""


class Beat(SignedBody):
    """Say that a device is there, or not any more."""

    at: Annotated[int, Field(ge=0, le=2**53)]
    """Thousandths of a second since 1970, and higher than in any beat before."""
    state: Literal["here", "gone"] = "here"
    asks: bool = False
    """Whether others are to tell what they offer."""
    every: Annotated[float, Field(ge=BEAT_SECONDS, le=_LONGEST_BEAT, allow_inf_nan=False)] = BEAT_SECONDS
    """Seconds until its next one, at most."""
    models: Annotated[tuple[OfferedModel, ...], Field(max_length=_MOST_MODELS)] = ()


@dataclass(frozen=True)
class Offering:
    """Say that a member offers a model."""

    worker: Member
    model: OfferedModel
    is_doubtful: bool = False
    """Whether it did not answer since it was heard last."""
    is_suspect: bool = False
    """Whether checks found that it answers with another model than it says."""


@dataclass
class _Heard:
    member: Member
    certificate: str
    at: float
    every: float
    models: tuple[OfferedModel, ...] = ()
    is_doubtful: bool = field(default=False)


def beat_seconds(workers: int) -> float:
    """Return how often a worker tells that it is there, among so many others."""
    return min(max(BEAT_SECONDS, workers / BEATS_HEARD), _LONGEST_BEAT)


def change_seconds(workers: int) -> float:
    """Return how long a worker waits at least before it tells of another change, likewise."""
    return max(_CHANGES_APART, min(workers, _MOST_DEVICES) / CHANGES_HEARD)


class Directory:
    """Know which models a pool offers, by whom, how fast, and how long the queue is."""

    def __init__(
        self,
        members: Members,
        me: PublicKey,
        clock: Callable[[], float] = time.monotonic,
        is_suspect: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._members = members
        self._is_suspect = is_suspect
        self._me = me
        self._clock = clock
        self._heard: dict[PublicKey, _Heard] = {}
        self._last: OrderedDict[PublicKey, int] = OrderedDict()
        """The newest beat of each device, also of those that are forgotten."""
        self._changed = asyncio.Event()
        self.on_change: Callable[[], None] = lambda: None
        """Hears when somebody offers something else than before, or goes."""
        self.refused = 0
        """How many messages were no good."""

    def take(self, message: bytes, said_by: str) -> Beat:
        """Take in a beat from the subject of that device. Raises `PoolError` and its like for one that is not good."""
        try:
            return self._take(message, said_by)
        except PoolError:
            self.refused += 1
            raise

    def _take(self, message: bytes, said_by: str) -> Beat:
        member, beat = read_message(message, _PURPOSE, Beat, self._members, LARGEST_BEAT)
        if said_by not in ("", member.device.text):
            raise BadMessageError("It is from another device.")
        if abs(beat.at / 1000 - self._members.now) > _OLDEST_BEAT or beat.at <= self._last.get(
            member.device, -1
        ):
            raise BadMessageError("It is old.")
        self._last[member.device] = beat.at
        self._last.move_to_end(member.device)
        if len(self._last) > _MOST_DEVICES:
            self._last.popitem(last=False)
        before = self._models_of(member.device)
        if beat.state == "gone" or member.role not in MAY_WORK:
            self._heard.pop(member.device, None)
        elif member.device != self._me:
            self._heard[member.device] = _Heard(
                member, beat.certificate, self._clock(), beat.every, beat.models
            )
        if self._models_of(member.device) != before:
            self.on_change()
        self._changed.set()
        return beat

    @property
    def workers(self) -> int:
        """How many others work for the pool, as far as was heard."""
        return len(self._heard)

    def offerings(self, model: str = "", sha256: str = "") -> list[Offering]:
        """Return who offers a model, or any; with a hash, only those whose file is that one."""
        self._forget()
        return [
            Offering(one.member, offered, one.is_doubtful, self._is_suspect(one.member.device.text))
            for one in self._heard.values()
            for offered in one.models
            if (not model or offered.name == model) and (not sha256 or offered.sha256 == sha256)
        ]

    def doubt(self, worker: PublicKey) -> None:
        """Note that a worker did not answer; until it is heard again, others are asked before it."""
        if worker in self._heard:
            self._heard[worker].is_doubtful = True
            self.on_change()

    async def changed(self, seconds: float) -> None:
        """Wait until something is heard, or so long."""
        self._changed.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    def _models_of(self, device: PublicKey) -> tuple[OfferedModel, ...]:
        heard = self._heard.get(device)
        return heard.models if heard else ()

    def _forget(self) -> None:
        """Forget who is silent, or no member any more."""
        now = self._clock()
        for device, one in list(self._heard.items()):
            try:
                self._members.member(one.certificate)
                is_here = now - one.at <= one.every * FORGET_BEATS
            except PoolError:
                is_here = False
            if not is_here:
                del self._heard[device]
                self.on_change()


class Presence:
    """Tell the pool what this PC offers, and keep a directory of what others do."""

    def __init__(
        self,
        hub: Client,
        device: KeyPair,
        members: Members,
        certificate: Callable[[], str],
        offered: Callable[[], Sequence[OfferedModel]] = tuple,
        *,
        is_suspect: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.directory = Directory(members, device.public, is_suspect=is_suspect)
        self._hub = hub
        self._device = device
        self._members = members
        self._certificate = certificate
        self._offered = offered
        self._subject = f"here.{device.public.text}"
        self._last_at = 0
        self._news = asyncio.Event()
        self._asked = Throttle(1.0, 2.0)
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen to others, ask what they offer, and begin to tell what we do."""
        me = self._device.public.text
        await self._hub.subscribe("here.*", cb=self._hear)
        await self._hub.subscribe(f"to.{me}.here", cb=self._hear)
        await settled(self._hub)
        await self._say(self._subject, asks=True)
        self._begin(self._tell())

    async def close(self) -> None:
        """Say that this PC offers nothing any more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._hub.is_connected:
            await self._say(self._subject, state="gone")
            with contextlib.suppress(NatsError, TimeoutError):
                await self._hub.flush(2)

    def announce(self) -> None:
        """Tell soon that something has changed."""
        self._news.set()

    async def _tell(self) -> None:
        was_offering = bool(self._offered())
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(beat_seconds(self.directory.workers)):
                    await self._news.wait()
            self._news.clear()
            is_offering = bool(self._offered())
            if is_offering or was_offering:
                await self._say(self._subject, state="here" if is_offering else "gone")
            was_offering = is_offering
            await asyncio.sleep(change_seconds(self.directory.workers))

    async def _hear(self, message: Msg) -> None:
        is_direct = message.subject.startswith("to.")
        with contextlib.suppress(PoolError):
            beat = self.directory.take(
                message.data, "" if is_direct else message.subject.removeprefix("here.")
            )
            who = message.subject.removeprefix("here.")
            if beat.asks and not is_direct and who != self._device.public.text and self._asked.allows(who):
                self._begin(self._answer(who))

    async def _answer(self, newcomer: str) -> None:
        await asyncio.sleep(random.uniform(0, _SPREAD))  # noqa: S311 - not a secret
        if self._offered():
            await self._say(f"to.{newcomer}.here")

    async def _say(
        self, subject: str, *, asks: bool = False, state: Literal["here", "gone"] = "here"
    ) -> None:
        self._last_at = max(self._last_at + 1, int(self._members.now * 1000))
        models = tuple(self._offered())[:_MOST_MODELS] if state == "here" else ()
        beat = Beat(
            certificate=self._certificate(),
            at=self._last_at,
            state=state,
            asks=asks,
            every=beat_seconds(self.directory.workers),
            models=models,
        )
        with contextlib.suppress(NatsError):  # the next one will do
            await self._hub.publish(subject, sign_message(self._device, _PURPOSE, self._members.pool, beat))

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
