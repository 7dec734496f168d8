"""Holds the measurements against what was promised."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tests.bench.at_once import AT_ONCE
from tests.bench.contenders import DIRECT, SERVER
from tests.bench.contest import Found
from tests.bench.figures import Figure, Goal
from tests.bench.measure import CASES, PROMPTS, Sample, first_token_ms, values
from tests.bench.node_figures import IdleCost
from tests.bench.ratios import Ratio

ADDED_MS_GOAL = 5.0
IDLE_MB_GOAL = 80.0
IDLE_CPU_GOAL = 0.05
"""What still reads as 0.0 %."""

AT_LEAST = {
    ("tokens/s, short prompts", DIRECT): 0.97,
    ("tokens/s, long prompts", DIRECT): 0.97,
    ("tokens/s, short prompts", SERVER): 0.97,
    ("tokens/s, long prompts", SERVER): 0.97,
} | {
    (f"tokens/s, {prompt} prompts, {number} at once", SERVER): 0.97 if number == 1 else 1.0
    for prompt, number in itertools.product(PROMPTS, AT_ONCE)
}
AT_MOST = {("first token, long conversation, follow-up turn", SERVER): 1.1}


def judge_ratios(ratios: Sequence[Ratio]) -> list[Goal]:
    """Judge what there is of the ratios that something was promised of."""
    goals = []
    for one in ratios:
        key, value = (one.name, one.against), one.figure.median
        name = f"{one.name}, against {one.against}"
        if key in AT_LEAST:
            goals.append(Goal(name, f"≥ {AT_LEAST[key]:g} ×", value, "×", value >= AT_LEAST[key]))
        if key in AT_MOST:
            goals.append(Goal(name, f"≤ {AT_MOST[key]:g} ×", value, "×", value <= AT_MOST[key]))
    return goals


def judge_added(found: Found) -> list[Goal]:
    """Judge what our layers add to the time to the first token of direct calls."""
    if found.direct != DIRECT or not found.single:
        return []
    goals = []
    for case in (one for one in CASES if one.prompt == "short"):
        samples = [one for one in found.single if one.case == case]
        added = Figure.of(added_ms(samples, found.ours, DIRECT)).median
        name = f"added time to first token, {case}, against {DIRECT}"
        goals.append(Goal(name, f"≤ {ADDED_MS_GOAL:g} ms", added, "ms", added <= ADDED_MS_GOAL))
    return goals


def added_ms(samples: Sequence[Sample], name: str, direct: str) -> list[float]:
    """Return what is added to the time to the first token of direct calls in the same round."""
    pairs = zip(values(samples, name, first_token_ms), values(samples, direct, first_token_ms), strict=True)
    return [one - other for one, other in pairs]


def judge_idle(idle: IdleCost) -> list[Goal]:
    """Judge a node that does nothing."""
    memory, cpu = idle.resident_mb, idle.cpu_percent
    return [
        Goal("idle node, resident memory", f"< {IDLE_MB_GOAL:g} MB", memory, "MB", memory < IDLE_MB_GOAL),
        Goal("idle node, processor", "0.0 %", cpu, "%", cpu < IDLE_CPU_GOAL),
    ]
