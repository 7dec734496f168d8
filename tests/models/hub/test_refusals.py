"""How long a hub wants to be left alone."""

from __future__ import annotations

import pytest

from deai_desktop.models.hub.refusals import LONGEST_WAIT, seconds_to_wait


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"RateLimit": '"api";r=0;t=55', "Retry-After": "10"}, 55),
        ({"RateLimit": '"api";r=7;t=55', "Retry-After": "10"}, 10),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"Retry-After": "soon"}, 60),
        ({"RateLimit": "\x00", "Retry-After": "-5"}, 60),
        ({"Retry-After": "99999999"}, LONGEST_WAIT),
        ({}, 60),
    ],
)
def test_reads_what_the_hub_asks_for(headers: dict[str, str], seconds: float) -> None:
    assert seconds_to_wait(headers) == seconds
