"""A worker that says nothing is asked for soon, given up late, and never for what this PC did not hear itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from deai_desktop.pool.jobs.outbox import LEASE_SECONDS
from deai_desktop.pool.jobs.silence import ASK_SECONDS, SILENCE_SECONDS, Silence, Step


@dataclass
class Watched:
    """A silence with a clock and a connection that are set by hand."""

    now: float = 100.0
    hub: int | None = 0
    silence: Silence = field(init=False)

    def __post_init__(self) -> None:
        self.silence = Silence(lambda: self.hub, lambda: self.now)

    def until(self, end: float, hears_every: float = 1e9) -> list[tuple[float, Step]]:
        """Do as it says for so many seconds, and return what was to be done but for waiting, and when."""
        begun, heard, found = self.now, self.now, list[tuple[float, Step]]()
        while self.now < begun + end:
            if (step := self.silence.step()) is not Step.WAIT:
                found.append((round(self.now - begun, 3), step))
            if step is Step.GIVE_UP:
                break
            self.now = min(self.now + self.silence.seconds, heard + hears_every)
            if self.now >= heard + hears_every:
                heard = self.now
                self.silence.heard()
        return found


def test_who_is_silent_is_asked_for_again_and_again_and_then_given_up() -> None:
    steps = Watched().until(10)
    asks = [at for at, step in steps if step is Step.ASK]
    assert asks == pytest.approx([ASK_SECONDS * time for time in range(1, 6)], abs=0.05)
    assert steps[-1][1] is Step.GIVE_UP
    assert SILENCE_SECONDS < steps[-1][0] < SILENCE_SECONDS + 0.2


def test_who_writes_is_not_asked_for() -> None:
    assert Watched().until(10, hears_every=0.06) == []


def test_who_is_busy_is_asked_for_once_a_beat() -> None:
    """So what comes for nothing is little: far below what a worker takes of one job."""
    steps = Watched().until(8, hears_every=LEASE_SECONDS)
    assert {step for _, step in steps} == {Step.ASK}
    assert len(steps) <= 8 / LEASE_SECONDS


def test_a_pc_that_was_held_up_itself_looks_once_more() -> None:
    watched = Watched()
    watched.now += 60
    assert watched.silence.step() is Step.WAIT
    watched.now += watched.silence.seconds
    watched.silence.heard()
    assert watched.silence.step() is Step.WAIT
    assert watched.until(1, hears_every=0.05) == []


def test_without_a_hub_nobody_is_asked_for_or_given_up() -> None:
    watched = Watched(hub=None)
    assert watched.until(60) == []
    watched.hub = 1
    assert watched.until(SILENCE_SECONDS - 0.1) != []
    assert watched.silence.step() is not Step.GIVE_UP


def test_a_hub_is_believed_once_all_have_had_the_time_to_come_back_to_it() -> None:
    watched = Watched()
    found = [watched.silence.believes_hub]
    for hub, seconds in (
        (None, 0.0),
        (1, 0.0),
        (1, SILENCE_SECONDS),
        (2, 0.0),
    ):  # the last was lost and back unseen
        watched.hub = hub
        watched.now += seconds
        found.append(watched.silence.believes_hub)
    assert found == [True, False, False, True, False]
