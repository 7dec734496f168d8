"""Works out how fast a model writes from what was measured of it, or of others like it.

Another model's time goes with the bytes that a token reads and, for what is done between them, with its layers. Of one
measured model nobody knows how its time divides into these two: a small one on a busy PC may spend most of it between
the bytes. So the answer is as wide as that leaves it, until a second model tells.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from deai_desktop.models.fit_speed import MOST_SPREAD, Place, Speed, SpeedEstimate, Work, most_between

_LEAST_DOUBT = 0.08
_DOUBT_SAME_QUANTIZATION = 0.15
_DOUBT_OTHER_QUANTIZATION = 0.25
_UNLIKE = 1.5
"""How much the bytes of two models' layers must differ for the two to tell what takes their time."""
_SHARE_DOUBT = 0.1

Range = tuple[float, float]


def estimate_speed(
    speeds: Iterable[Speed], model: str, quantization: str, place: Place, work: Work, fill: int
) -> SpeedEstimate:
    """Estimate the speed after ``fill`` tokens; of measured models in the same place, the likest counts."""
    known = [one for one in speeds if one.place == place]
    if not known:
        return SpeedEstimate()
    nearest = min(known, key=lambda one: _distance(one, model, quantization, work))
    is_own = (nearest.model, nearest.quantization) == (model, quantization)
    if is_own:
        rate = nearest.tokens_per_second(work, fill)
        slowest, fastest, doubt = rate, rate, _LEAST_DOUBT
    else:
        slowest, fastest = _scaled(nearest, known, work, fill)
        same = nearest.quantization == quantization
        doubt = _DOUBT_SAME_QUANTIZATION if same else _DOUBT_OTHER_QUANTIZATION
    doubt = max(doubt, min(MOST_SPREAD, nearest.spread))
    return SpeedEstimate(
        low=slowest * (1 - doubt),
        high=fastest * (1 + doubt),
        prompt=nearest.prompt_tokens_per_second(work),
        basis="measured" if is_own else "similar",
        measured_at=nearest.measured_at,
    )


def _distance(one: Speed, model: str, quantization: str, work: Work) -> tuple[bool, float]:
    """Order speeds: the model's own first, then by size, where another quantization counts as another size."""
    apart = abs(math.log(max(1, one.read_bytes) / max(1, work.read_bytes)))
    is_other = one.quantization != quantization
    return one.model != model or is_other, apart + math.log(2) * is_other


def _scaled(nearest: Speed, known: list[Speed], work: Work, fill: int) -> Range:
    """Scale one model's time by bytes and layers; return the slowest and the fastest that may come of it."""
    own = _seconds(nearest)
    reading = (work.read_bytes + nearest.cache_cost * fill * work.cache_bytes) / nearest.bytes_per_second
    between = own * work.layers / max(1, nearest.layers)
    times = [share * between + (1 - share) * reading for share in _shares(nearest, known)]
    return 1 / max(1e-9, *times), 1 / max(1e-9, min(times))


def _shares(nearest: Speed, known: list[Speed]) -> Range:
    """Say between which two the share of a model's time lies that goes with its layers, not its bytes."""
    most = most_between(nearest.read_bytes, nearest.layers)
    told = [share for one in known if (share := _share_told_by(nearest, one)) is not None]
    if not told:
        return 0.0, most
    middle = min(most, max(0.0, sum(told) / len(told)))
    return max(0.0, middle - _SHARE_DOUBT), min(most, middle + _SHARE_DOUBT)


def _share_told_by(nearest: Speed, other: Speed) -> float | None:
    """Solve for the two unknowns with two models; None when they are too much alike to tell."""
    ratio = _layer_bytes(other) / _layer_bytes(nearest)
    if 1 / _UNLIKE < ratio < _UNLIKE:
        return None
    layers = other.layers / max(1, nearest.layers)
    return (_seconds(other) / _seconds(nearest) - ratio * layers) / (layers * (1 - ratio))


def _seconds(speed: Speed) -> float:
    """Return how long a token takes with nothing before it."""
    return max(1, speed.read_bytes) / speed.bytes_per_second


def _layer_bytes(speed: Speed) -> float:
    return max(1, speed.read_bytes) / max(1, speed.layers)
