"""Who does not agree to what was done gets no more; who was cut off may come back, but not again and again."""

from __future__ import annotations

import pytest

from deai_desktop.pool.jobs.unsettled import UNSETTLED_SECONDS, Unsettled


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def unsettled(now: list[float]) -> Unsettled:
    return Unsettled(lambda: now[0])


def test_who_does_not_agree_waits(unsettled: Unsettled, now: list[float]) -> None:
    unsettled.note("ada", has_vanished=False)
    assert unsettled.seconds("ada") == UNSETTLED_SECONDS
    assert unsettled.seconds("bob") == 0
    now[0] += UNSETTLED_SECONDS
    assert unsettled.seconds("ada") == 0


def test_who_vanishes_is_forgiven_once_in_a_while(unsettled: Unsettled, now: list[float]) -> None:
    unsettled.note("ada", has_vanished=True)
    assert unsettled.seconds("ada") == 0
    now[0] += UNSETTLED_SECONDS
    unsettled.note("ada", has_vanished=True)
    assert unsettled.seconds("ada") == 0
    now[0] += UNSETTLED_SECONDS - 1
    unsettled.note("ada", has_vanished=True)
    assert unsettled.seconds("ada") == UNSETTLED_SECONDS
