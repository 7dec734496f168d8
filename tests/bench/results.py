"""Puts measurements together: rows for each contender, the ratios of ours to the others', the goals."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bench import at_once
from tests.bench.contest import Found
from tests.bench.conversation import Turn
from tests.bench.figures import Figure, Goal
from tests.bench.goals import added_ms, judge_added, judge_idle, judge_ratios
from tests.bench.layers import LayerCost
from tests.bench.measure import CASES, first_token_ms, prompt_speed, speed
from tests.bench.memory import Resident
from tests.bench.node_figures import IdleCost, StartUp
from tests.bench.ratios import Ratio, ratios


@dataclass(frozen=True)
class Row:
    """One contender in one case, asked one at a time."""

    contender: str
    case: str
    prompt_tokens: float
    first_token_ms: Figure
    prompt_tokens_per_second: Figure | None
    tokens_per_second: Figure
    added_ms: Figure
    """To the time to the first token of direct calls, paired round by round."""


@dataclass(frozen=True)
class TurnRow:
    """One contender's first or following turns of a long conversation."""

    contender: str
    kind: str
    prompt_tokens: Figure
    read_tokens: Figure
    first_token_ms: Figure


@dataclass(frozen=True)
class ModelResults:
    """What was found of one model."""

    model: str
    quantization: str
    rounds: int
    rows: list[Row]
    turns: list[TurnRow]
    at_once: list[at_once.Sample]
    memory: list[Resident]
    ratios: list[Ratio]
    absent: dict[str, str]
    early_ends: int
    """Answers that were shorter than asked for."""
    goals: list[Goal]


@dataclass(frozen=True)
class Layers:
    """What was measured without a model."""

    idle: IdleCost
    start_up: StartUp
    costs: dict[str, LayerCost]
    goals: list[Goal] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    """Everything one run has found."""

    machine: dict[str, Any]
    setup: dict[str, Any]
    layers: Layers | None
    models: list[ModelResults]
    left_out: dict[str, str]
    """What was not measured, and why."""

    @property
    def goals(self) -> list[Goal]:
        """All goals."""
        return [
            *(self.layers.goals if self.layers else ()),
            *(goal for one in self.models for goal in one.goals),
        ]

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
        "packages": dict(_versions("llama-cpp-python", "xllamacpp", "onnxruntime-genai")),
    }


def _versions(*names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue


def judged(idle: IdleCost, start_up: StartUp, costs: dict[str, LayerCost]) -> Layers:
    """Put together what was measured without a model."""
    return Layers(idle, start_up, costs, judge_idle(idle))


def sum_up(found: Found, max_tokens: int) -> ModelResults:
    """Put together what was measured of one model."""
    compared = ratios(found)
    rows = list(_rows(found))
    return ModelResults(
        found.name,
        found.quantization,
        len(found.single) // len(rows) if rows else 0,
        rows,
        list(_turn_rows(found.turns)),
        found.at_once,
        found.memory,
        compared,
        found.absent,
        sum(one.answer.tokens < max_tokens for one in found.single),
        [*judge_ratios(compared), *judge_added(found)],
    )


def _rows(found: Found) -> Iterator[Row]:
    names = list(dict.fromkeys(one.contender for one in found.single))
    for case in CASES:
        samples = [one for one in found.single if one.case == case]
        for name in names if samples else ():
            own = [one for one in samples if one.contender == name]
            yield Row(
                name,
                str(case),
                Figure.of([one.prompt_tokens for one in own]).median,
                Figure.of([first_token_ms(one) for one in own]),
                None if case.warm else Figure.of([prompt_speed(one) for one in own]),
                Figure.of([speed(one) for one in own]),
                Figure.of(added_ms(samples, name, found.direct)),
            )


def _turn_rows(turns: Sequence[Turn]) -> Iterator[TurnRow]:
    for is_cold in (True, False):
        for name in dict.fromkeys(one.contender for one in turns):
            own = [one for one in turns if (one.contender, one.cold) == (name, is_cold)]
            if not own:
                continue
            yield TurnRow(
                name,
                "cold" if is_cold else "follow-up turn",
                Figure.of([one.prompt_tokens for one in own]),
                Figure.of([one.read_tokens for one in own]),
                Figure.of([1000 * one.first_token_seconds for one in own]),
            )
