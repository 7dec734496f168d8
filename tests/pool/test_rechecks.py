"""Honest answers agree although PCs round differently; another model's don't; too little is no verdict."""

from __future__ import annotations

import pytest

from deai_desktop.pool.ledger.rechecks import Compared, Outcome, canary, recheck


@pytest.mark.parametrize(
    ("gaps", "outcome"),
    [
        ([0.0] * 64, Outcome.AGREES),
        ([0.0] * 60 + [0.01, 0.1, 0.02, 0.05], Outcome.AGREES),
        ([0.0] * 62 + [0.5, 0.6], Outcome.AGREES),
        ([0.0] * 60 + [0.5] * 4, Outcome.DISAGREES),
        ([0.0] * 63 + [2.5], Outcome.DISAGREES),
        ([0.0] * 50 + [0.1] * 14, Outcome.DISAGREES),
        ([0.0] * 31, Outcome.UNCLEAR),
        ([9.0], Outcome.DISAGREES),
        ([], Outcome.UNCLEAR),
    ],
)
def test_tokens_are_judged_by_how_unlikely_they_are(gaps: list[float], outcome: Outcome) -> None:
    assert recheck(gaps) is outcome


@pytest.mark.parametrize("gap", [float("nan"), -0.1])
def test_a_gap_is_a_number(gap: float) -> None:
    with pytest.raises(ValueError, match="not below nought"):
        recheck([gap])


def test_answers_are_compared_from_their_beginnings() -> None:
    answer = ["the", "capital", "of", "france", "is", "paris"]
    same = Compared(answer, answer)
    parted = Compared(answer, [*answer[:4], "was", "lyon"])
    other = Compared(answer, ["i", "am", "a", "language", "model"])
    assert [one.agreed for one in (same, parted, other)] == [6, 4, 0]
    assert canary([same, parted, other] * 2) is Outcome.AGREES
    assert canary([other] * 5 + [parted]) is Outcome.DISAGREES
    assert canary([Compared(answer, [])] * 6) is Outcome.DISAGREES
    assert canary([same]) is Outcome.UNCLEAR
    assert [one.passed for one in Outcome] == [True, False, None]
