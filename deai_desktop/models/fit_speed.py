"""Turns measured answers into the speed of a model.

Writing a token means reading all weights that it needs and all it looks back on, so its time goes with those bytes;
reading a prompt is arithmetic, so its time goes with the weights that are multiplied.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Literal

from deai_desktop.models.fit_memory import shape_of, typical_shape
from deai_desktop.models.model_facts import ModelFacts

Basis = Literal["measured", "similar", "unknown"]

MOST_SPREAD = 0.5
_CACHE_COST_FACTOR = 4.0
"""How far an answer may move the cost of a byte of cache, up or down."""
_BELIEF = 0.75
"""How much a measured run counts for that cost."""
_LARGE_LAYER = 20e6
"""Bytes of a layer that take as long, at most, as what is done beside reading them (2 busy cores, 1.4 ms)."""
_NEWEST = 0.2
"""How much one answer in a chat counts against what is remembered."""
FEWEST_TOKENS = 16
"""An answer in a chat must have this many tokens to tell anything."""
_LEAST_PROMPT = 64


@dataclass(frozen=True)
class Work:
    """Hold what one token costs a model."""

    read_bytes: int
    """Weights that are read to write a token; of experts only those in use."""
    cache_bytes: int
    """Cache that is read for each token before it."""
    prompt_weights: int
    """Weights that a prompt's token is multiplied with."""
    layers: int


@dataclass(frozen=True)
class Place:
    """Say where a model runs; speeds of other places tell nothing."""

    engine: str
    device: str
    threads: int


@dataclass(frozen=True)
class Observation:
    """Hold the speed of one real answer."""

    fill: int
    """Tokens that stood in the context on average while it was written."""
    tokens: int
    tokens_per_second: float
    prompt_tokens: int
    """Prompt tokens that were read, not reused."""
    prompt_tokens_per_second: float


@dataclass(frozen=True)
class Speed:
    """Hold what is remembered of a model's speed in one place."""

    model: str
    quantization: str
    place: Place
    read_bytes: int
    layers: int
    bytes_per_second: float
    cache_cost: float
    """How long a byte of cache takes, compared to one of weights."""
    prompt_weights_per_second: float
    """0 when no prompt was long enough to tell."""
    spread: float
    """Half of how far answers lay apart, as a share of their middle."""
    measured_at: float

    def tokens_per_second(self, work: Work, fill: int) -> float:
        """Estimate how fast a model writes after ``fill`` tokens."""
        return self.bytes_per_second / max(1.0, work.read_bytes + self.cache_cost * fill * work.cache_bytes)

    def prompt_tokens_per_second(self, work: Work) -> float:
        """Estimate how fast a model reads a prompt."""
        return self.prompt_weights_per_second / max(1, work.prompt_weights)


@dataclass(frozen=True)
class SpeedEstimate:
    """Hold tokens a second with an error bar; all 0 while nothing was measured."""

    low: float = 0.0
    high: float = 0.0
    prompt: float = 0.0
    basis: Basis = "unknown"
    measured_at: float = 0.0


def work_of(facts: ModelFacts, size: int) -> Work:
    """Work out what a token costs, from what the file says, else from size and parameters alone."""
    shape = shape_of(facts) or typical_shape(facts.parameters)
    weights = max(1, facts.weights_bytes or size)
    idle = _idle_expert_bytes(facts)
    tables = shape.vocabulary * shape.embedding * (2 if facts.lookup_bytes else 1)
    active = (facts.parameters or size) * max(0, weights - idle) // weights
    return Work(
        read_bytes=max(1, weights - facts.lookup_bytes - idle),
        cache_bytes=2 * shape.cached,
        prompt_weights=max(1, active - tables, active // 4),
        layers=max(1, shape.layers),
    )


def _idle_expert_bytes(facts: ModelFacts) -> int:
    if not 0 < facts.expert_used_count < facts.expert_count:
        return 0
    return facts.expert_bytes * (facts.expert_count - facts.expert_used_count) // facts.expert_count


def most_between(read_bytes: float, layers: float) -> float:
    """Say how much of a token's time goes, at most, into what is done between reading weights, as a share."""
    return 1 / (1 + max(1.0, read_bytes) / max(1.0, layers) / _LARGE_LAYER)


def learn(
    model: str, quantization: str, place: Place, work: Work, seen: Sequence[Observation], now: float
) -> Speed | None:
    """Turn the answers of a measured run into a speed; None when they tell nothing."""
    seen = [one for one in seen if one.tokens_per_second > 0]
    if not seen:
        return None
    cost = _cache_cost(work, seen)
    rates = [_rate(work, one, cost) for one in seen]
    prompts = [one.prompt_tokens_per_second for one in seen if one.prompt_tokens >= _LEAST_PROMPT]
    middle = median(rates)
    return Speed(
        model,
        quantization,
        place,
        work.read_bytes,
        work.layers,
        middle,
        cost,
        median(prompts) * work.prompt_weights if prompts else 0.0,
        min(MOST_SPREAD, median(abs(rate - middle) for rate in rates) / middle),
        now,
    )


def refined(known: Speed, work: Work, seen: Observation, now: float) -> Speed | None:
    """Let one answer of a chat move what is remembered a little; None when it tells nothing."""
    if seen.tokens < FEWEST_TOKENS or seen.tokens_per_second <= 0:
        return None
    rate = _rate(work, seen, known.cache_cost)
    apart = min(MOST_SPREAD, abs(rate - known.bytes_per_second) / known.bytes_per_second)
    prompt = known.prompt_weights_per_second
    if seen.prompt_tokens >= _LEAST_PROMPT and seen.prompt_tokens_per_second > 0:
        measured = seen.prompt_tokens_per_second * work.prompt_weights
        prompt = _mixed(prompt, measured) if prompt else measured
    return replace(
        known,
        bytes_per_second=_mixed(known.bytes_per_second, rate),
        prompt_weights_per_second=prompt,
        spread=_mixed(known.spread, apart),
        measured_at=now,
    )


def _rate(work: Work, seen: Observation, cache_cost: float) -> float:
    return seen.tokens_per_second * (work.read_bytes + cache_cost * seen.fill * work.cache_bytes)


def _cache_cost(work: Work, seen: Sequence[Observation]) -> float:
    """Compare answers after short and long texts that followed each other, as a PC's speed drifts.

    On a busy PC the difference says less, so it is believed for the most part only. The rest is that cache is read
    like weights, but without what is done between layers, which is in the time of the weights.
    """
    usual = 1 - most_between(work.read_bytes, work.layers) / 2
    fills = [one.fill for one in seen]
    if 20 * (max(fills) - min(fills)) * work.cache_bytes < work.read_bytes:
        return usual
    border = (max(fills) + min(fills)) / 2
    pairs = [
        sorted(pair, key=lambda one: one.fill)
        for pair in pairwise(seen)
        if (pair[0].fill > border) != (pair[1].fill > border)
    ]
    told = median(_cost_told_by(work, near, far, usual) for near, far in pairs)
    return math.exp(_BELIEF * math.log(told) + (1 - _BELIEF) * math.log(usual))


def _cost_told_by(work: Work, near: Observation, far: Observation, usual: float) -> float:
    slower = near.tokens_per_second / far.tokens_per_second
    dearer = work.cache_bytes * (far.fill - slower * near.fill)
    highest = usual * _CACHE_COST_FACTOR
    told = work.read_bytes * (slower - 1) / dearer if dearer > 0 else highest
    return min(highest, max(usual / _CACHE_COST_FACTOR, told))


def _mixed(old: float, new: float) -> float:
    return (1 - _NEWEST) * old + _NEWEST * new
