"""Where an answer is made: this PC first, a pool when that is too small or clearly too busy."""

from __future__ import annotations

import pytest

from deai_desktop.node.destination import Destination, Here, Reason, There, destination, seconds_here

QUICK = There("Friends", "llama", "", 10.0)
SLOW = There("Family", "llama", "", 300.0)


@pytest.mark.parametrize(
    ("here", "offers", "wanted"),
    [
        pytest.param(Here(), [], Destination(Reason.NOBODY_OFFERS_IT), id="nobody"),
        pytest.param(
            Here(is_installed=False), [], Destination(Reason.NOBODY_OFFERS_IT), id="missing everywhere"
        ),
        pytest.param(
            Here(is_installed=False), [SLOW, QUICK], Destination(Reason.NOT_INSTALLED, QUICK), id="missing"
        ),
        pytest.param(Here(has_memory=False), [SLOW], Destination(Reason.TOO_BIG, SLOW), id="too big"),
        pytest.param(
            Here(speed=1.0), [QUICK], Destination(Reason.CAN_BE_MADE_HERE), id="slow but free: stays"
        ),
        pytest.param(
            Here(speed=20.0, requests=1, slots=2),
            [QUICK],
            Destination(Reason.CAN_BE_MADE_HERE),
            id="a slot is free",
        ),
        pytest.param(
            Here(speed=20.0, requests=1), [QUICK], Destination(Reason.BUSY, QUICK), id="busy, quicker there"
        ),
        pytest.param(
            Here(speed=20.0, requests=1),
            [SLOW],
            Destination(Reason.CAN_BE_MADE_HERE),
            id="busy, slower there",
        ),
        pytest.param(
            Here(speed=200.0, requests=1),
            [There("Friends", "llama", "", 3.5)],
            Destination(Reason.CAN_BE_MADE_HERE),
            id="busy, hardly quicker there",
        ),
        pytest.param(
            Here(speed=20.0, waits_for_room=True),
            [QUICK],
            Destination(Reason.BUSY, QUICK),
            id="others hold the memory",
        ),
    ],
)
def test_goes_where_it_should(here: Here, offers: list[There], wanted: Destination) -> None:
    assert destination(here, offers) == wanted


def test_a_longer_queue_takes_longer() -> None:
    times = [seconds_here(Here(speed=20.0, prompt_speed=200.0, requests=count)) for count in range(5)]
    assert times == sorted(times)
    assert times[0] < times[1] < times[4]
    assert seconds_here(Here(speed=20.0, requests=4, slots=4)) < seconds_here(Here(speed=20.0, requests=4))
