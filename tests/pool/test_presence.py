"""Members know who is there and what they offer, by signed beats that can be neither forged nor replayed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.pool.errors import BadCertificateError, BadMessageError, BadSignatureError, PoolError
from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.identity.signed import sign_message
from deai_desktop.pool.jobs.pool_engine import PoolEngine
from deai_desktop.pool.jobs.presence import (
    BEAT_SECONDS,
    BEATS_HEARD,
    CHANGES_HEARD,
    FORGET_BEATS,
    LARGEST_BEAT,
    Beat,
    Directory,
    OfferedModel,
    beat_seconds,
    change_seconds,
)
from tests.contracts.engine import run
from tests.pool.lending import ECHO, Lending, LocalEcho, say, wait_for
from tests.pool.pools import Pool, new_device
from tests.pool.running_pool import running

pytestmark = pytest.mark.anyio
FORGET_SECONDS = FORGET_BEATS * BEAT_SECONDS


class Listening:
    """A directory, and members who say things to it."""

    def __init__(self) -> None:
        self.pool = Pool()
        self.charter = self.pool.charter()
        self.now = 0.0
        self.me = new_device()
        self.directory = Directory(Members(lambda: self.charter), self.me.public, lambda: self.now)
        self.bob = new_device()
        self.bobs = self.pool.admit(self.bob, Role.WORKER)

    def beat(self, ago: float = 0.0, device: KeyPair | None = None, **other: object) -> bytes:
        said = {
            "certificate": self.bobs,
            "at": int((time.time() - ago) * 1000),
            "models": (ECHO,),
            **other,
        }
        return sign_message(device or self.bob, "beat", self.pool.founder.pool, Beat(**said))  # type: ignore[arg-type]

    def hear(self, message: bytes, said_by: KeyPair | None = None) -> None:
        self.directory.take(message, (said_by or self.bob).public.text)

    @property
    def offered(self) -> list[str]:
        return [one.model.name for one in self.directory.offerings()]


def test_what_is_offered_is_known_until_its_worker_is_gone_or_silent() -> None:
    listening = Listening()
    listening.hear(listening.beat(3))
    assert listening.offered == ["echo"]
    assert listening.directory.offerings("other") == []
    assert listening.directory.offerings("echo", "00" * 32) == []
    listening.now += FORGET_SECONDS - 1
    listening.hear(listening.beat(2))
    listening.now += FORGET_SECONDS - 1
    assert listening.offered == ["echo"]
    listening.hear(listening.beat(1, state="gone", models=()))
    assert listening.offered == []
    listening.hear(listening.beat())
    listening.now += FORGET_SECONDS + 1
    assert listening.offered == []


def test_news_are_told_when_there_are_any() -> None:
    listening, told = Listening(), []
    listening.directory.on_change = lambda: told.append(listening.offered)
    listening.hear(listening.beat(3))
    listening.hear(listening.beat(2))
    assert told == [["echo"]], "the same again is none"
    listening.hear(listening.beat(1, models=(ECHO.model_copy(update={"free": 0}),)))
    assert len(told) == 2
    listening.now = FORGET_SECONDS + 1
    assert listening.offered == []
    assert len(told) == 3


def test_who_tells_less_often_is_known_for_longer() -> None:
    listening = Listening()
    listening.hear(listening.beat(1, every=200.0))
    listening.now += 2 * FORGET_SECONDS
    assert listening.offered == ["echo"]
    listening.hear(listening.beat(every=BEAT_SECONDS))
    listening.now += FORGET_SECONDS + 1
    assert listening.offered == []


def test_nobody_hears_more_because_a_pool_is_large() -> None:
    assert beat_seconds(5) == BEAT_SECONDS
    assert change_seconds(5) == 0.25
    for workers in (1, 75, 100, 1000, 10_000):
        assert workers / beat_seconds(workers) <= BEATS_HEARD
        assert workers / change_seconds(workers) <= CHANGES_HEARD
    for beyond in (20_000, 10**9):  # more than anybody knows of
        assert Beat(certificate="x", at=0, every=beat_seconds(beyond)).every == beat_seconds(10_000)
        assert change_seconds(beyond) == change_seconds(10_000)


async def test_a_worker_among_many_tells_less_often(
    lending: Lending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deai_desktop.pool.jobs.presence.beat_seconds", lambda workers: 15.0 + 100 * workers)
    first = await lending.lender()
    second = await lending.lender()
    asker = await lending.asker()
    heard = asker.presence.directory._heard
    for lender in (first, second):
        await wait_for(lambda one=lender: one.presence.directory.workers == 1)  # type: ignore[misc]
        lender.presence.announce()
        await wait_for(lambda one=lender: heard[one.device.public].every == 115)  # type: ignore[misc]


def test_old_beats_are_refused() -> None:
    listening = Listening()
    first, second = listening.beat(2), listening.beat(1, state="gone", models=())
    listening.hear(first)
    listening.hear(second)
    for message in (first, second, listening.beat(3), listening.beat(3600), listening.beat(-3600)):
        with pytest.raises(BadMessageError, match="old"):
            listening.hear(message)
    assert listening.offered == []
    assert listening.directory.refused == 5


def test_nobody_speaks_for_another() -> None:
    listening = Listening()
    mallory = new_device()
    with pytest.raises(BadSignatureError):
        listening.hear(listening.beat(device=mallory))
    with pytest.raises(BadMessageError, match="another device"):
        listening.hear(listening.beat(), mallory)
    with pytest.raises(BadCertificateError):
        listening.hear(listening.beat(device=mallory, certificate=Pool().admit(mallory)), mallory)
    with pytest.raises(BadMessageError, match="too long"):
        listening.hear(bytes(LARGEST_BEAT + 1))
    assert listening.offered == []


def test_who_is_removed_is_not_heard_any_more() -> None:
    listening = Listening()
    listening.hear(listening.beat(1))
    listening.charter = listening.pool.charter({listening.bob.public.text: int(time.time())})
    with pytest.raises(BadCertificateError, match="removed"):
        listening.hear(listening.beat())
    assert listening.offered == []


def test_who_only_asks_offers_nothing() -> None:
    listening = Listening()
    listening.hear(listening.beat(certificate=listening.pool.admit(listening.bob, Role.REQUESTER)))
    assert listening.offered == []


LISTENING = Listening()
BEAT = LISTENING.beat()


@given(st.data())
def test_a_beat_altered_at_any_place_is_refused(data: st.DataObject) -> None:
    beat = bytearray(BEAT)
    beat[data.draw(st.integers(0, len(beat) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(PoolError):
        LISTENING.hear(bytes(beat))


@pytest.fixture
async def lending(tmp_path: Path) -> AsyncIterator[Lending]:
    async with running(tmp_path / "hub", Pool()) as pool:
        lending = Lending(pool)
        yield lending
        await lending.close()


async def test_a_newcomer_hears_at_once_what_there_is(lending: Lending) -> None:
    lender = await lending.lender()
    started = time.monotonic()
    asker = await lending.asker()
    assert [one.worker.device for one in asker.presence.directory.offerings()] == [lender.device.public]
    assert time.monotonic() - started < 2
    await lender.close()
    await wait_for(lambda: not asker.presence.directory.offerings(), 1.0)


async def test_others_hear_how_busy_a_worker_is(lending: Lending) -> None:
    await lending.lender(LocalEcho(0.05), model=ECHO.model_copy(update={"speed": 10.0}))
    asker, other = await lending.asker(), await lending.asker()
    answer = asyncio.create_task(run(PoolEngine(asker.requester, "echo"), say("word " * 20, max_tokens=50)))

    def model() -> OfferedModel:
        return next((one.model for one in other.presence.directory.offerings()), ECHO)

    await wait_for(lambda: model().free == 0)
    assert 2 < model().wait <= 5
    await answer
    await wait_for(lambda: model().free == 1)
