"""Puts measurements together: a row for each contender and case, the comparison with direct calls, the goals."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bench.contenders import DIRECT, OURS
from tests.bench.figures import Figure, Goal
from tests.bench.layers import LayerCost
from tests.bench.measure import CASES, Case, Sample, figure, first_token_ms, prompt_speed, speed, values
from tests.bench.node_figures import IdleCost, StartUp

SPEED_GOAL = 0.97
ADDED_MS_GOAL = 5.0
IDLE_MB_GOAL = 80.0
IDLE_CPU_GOAL = 0.05
"""What still reads as 0.0 %."""


@dataclass(frozen=True)
class Row:
    """One contender in one case; the last two figures are paired with direct calls, round by round."""

    contender: str
    case: str
    prompt_tokens: float
    first_token_ms: Figure
    prompt_tokens_per_second: Figure | None
    tokens_per_second: Figure
    speed_ratio: Figure
    added_ms: Figure


@dataclass(frozen=True)
class Results:
    """Everything one run has found."""

    machine: dict[str, Any]
    setup: dict[str, Any]
    rows: list[Row]
    absent: dict[str, str]
    early_ends: int
    """Answers that were shorter than asked for."""
    idle: IdleCost
    start_up: StartUp
    layers: dict[str, LayerCost]
    goals: list[Goal] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def describe_machine() -> dict[str, Any]:
    """Say on what it was measured."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_before": load,
        "llama_cpp_python": importlib.metadata.version("llama-cpp-python"),
    }


def make_rows(samples: Sequence[Sample]) -> list[Row]:
    """Sum up the samples, case by case."""
    names = list(dict.fromkeys(sorted((one.contender for one in samples), key=_order)))
    return [_row(samples, name, case) for case in CASES for name in names]


def _order(name: str) -> int:
    return [OURS, DIRECT].index(name) if name in (OURS, DIRECT) else 2


def _row(samples: Sequence[Sample], name: str, case: Case) -> Row:
    lengths = values(samples, name, [case], lambda one: one.prompt_tokens)
    return Row(
        name,
        str(case),
        Figure.of(lengths).median,
        figure(samples, name, case, first_token_ms),
        None if case.warm else figure(samples, name, case, prompt_speed),
        figure(samples, name, case, speed),
        Figure.of(speed_ratios(samples, name, [case])),
        Figure.of(added_ms(samples, name, [case])),
    )


def speed_ratios(samples: Sequence[Sample], name: str, cases: Sequence[Case]) -> list[float]:
    """Return generation speed as a part of that of direct calls in the same round."""
    pairs = zip(values(samples, name, cases, speed), values(samples, DIRECT, cases, speed), strict=True)
    return [one / direct for one, direct in pairs]


def added_ms(samples: Sequence[Sample], name: str, cases: Sequence[Case]) -> list[float]:
    """Return what is added to the time to the first token of direct calls in the same round."""
    pairs = zip(
        values(samples, name, cases, first_token_ms),
        values(samples, DIRECT, cases, first_token_ms),
        strict=True,
    )
    return [one - direct for one, direct in pairs]


def judge(samples: Sequence[Sample], idle: IdleCost) -> list[Goal]:
    """Hold the measurements against what was promised."""
    goals = []
    for prompt in dict.fromkeys(case.prompt for case in CASES):
        cases = [case for case in CASES if case.prompt == prompt]
        ratio = Figure.of(speed_ratios(samples, OURS, cases)).median
        name = f"generated tokens/s against direct, {prompt} prompts"
        goals.append(Goal(name, f"≥ {SPEED_GOAL} ×", ratio, "×", ratio >= SPEED_GOAL))
    for case in (one for one in CASES if one.prompt == "short"):
        added = Figure.of(added_ms(samples, OURS, [case])).median
        name = f"added time to first token, {case}"
        goals.append(Goal(name, f"≤ {ADDED_MS_GOAL:g} ms", added, "ms", added <= ADDED_MS_GOAL))
    memory, cpu = idle.resident_mb, idle.cpu_percent
    goals.append(
        Goal("idle node, resident memory", f"< {IDLE_MB_GOAL:g} MB", memory, "MB", memory < IDLE_MB_GOAL)
    )
    goals.append(Goal("idle node, processor", "0.0 %", cpu, "%", cpu < IDLE_CPU_GOAL))
    return goals
