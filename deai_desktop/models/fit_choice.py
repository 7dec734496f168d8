"""Recommends one of several quantizations of a model: the best that fits well and is fast enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deai_desktop.core.units import format_bytes
from deai_desktop.models.fit import Candidate, Fit
from deai_desktop.models.fit_sentence import speed_text

FAST_ENOUGH = 8.0
"""Tokens a second: somewhat faster than most people read."""
_COMFORTABLE_CONTEXT = 4096
_ROOMY = 0.6
_AS_GOOD = ("F32", "F16", "BF16")
"""Larger than Q8_0 without giving better answers, as far as anyone can tell."""


@dataclass(frozen=True)
class Choice:
    """Name the recommended one and why; without a candidate, why there is none."""

    candidate: Candidate | None
    reason: str


def choose(options: Sequence[tuple[Candidate, Fit]]) -> Choice:
    """Choose among quantizations of one model; a larger one is taken to give better answers."""
    if not options:
        return Choice(None, "")
    fitting = [one for one in options if _fits_well(one)]
    if not fitting:
        smallest = min(options, key=lambda one: one[1].memory.needed)
        return Choice(None, f"even the smallest needs {format_bytes(smallest[1].memory.needed)}")
    sensible = [one for one in fitting if one[0].quantization.upper() not in _AS_GOOD] or fitting
    fast = [one for one in sensible if _is_fast(one[1])]
    if not fast:
        candidate, fit = min(sensible, key=lambda one: one[0].size)
        return Choice(candidate, f"the fastest that fits{_at_speed(fit)}")
    candidate, fit = max(fast, key=lambda one: one[0].size)
    if fit.speed.basis == "unknown":
        return Choice(candidate, "the best that fits; its speed is not known yet")
    return Choice(candidate, "the best that fits and is fast enough")


def _fits_well(option: tuple[Candidate, Fit]) -> bool:
    candidate, fit = option
    return fit.largest_context >= min(
        _COMFORTABLE_CONTEXT, candidate.facts.context_length or _COMFORTABLE_CONTEXT
    )


def _is_fast(fit: Fit) -> bool:
    """Judge by the speed; while that is not known, by how much of the memory is left."""
    if fit.speed.basis == "unknown":
        return fit.memory.needed <= _ROOMY * fit.available_memory
    return (fit.speed.low + fit.speed.high) / 2 >= FAST_ENOUGH


def _at_speed(fit: Fit) -> str:
    return "" if fit.speed.basis == "unknown" else f", {speed_text(fit.speed)}"
