"""How much one run measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tests.bench.at_once import AT_ONCE

CONTEXT = 4096
"""Of one question at a time."""


class Part(StrEnum):
    """What can be measured by itself; memory comes with whatever loads a model."""

    LAYERS = "layers"
    SINGLE = "single"
    FOLLOW_UP = "follow-up"
    AT_ONCE = "at-once"
    ONNX = "onnx"


_MOST_IN_A_ROW = 4

MODEL_PARTS = frozenset({Part.SINGLE, Part.FOLLOW_UP, Part.AT_ONCE})
"""Those that are measured of each model."""


@dataclass(frozen=True)
class Extent:
    """How often, how long, how many."""

    rounds: int
    lengths: Mapping[str, int]
    """Tokens of a short and a long prompt, asked one at a time."""
    max_tokens: int
    conversation: int
    """Tokens of the conversation that goes on."""
    conversations: int
    turns: int
    """Turns that follow in each."""
    turn_tokens: int
    at_once: tuple[int, ...]
    at_once_lengths: Mapping[str, int]
    """Tokens of short and long prompts, asked several at a time."""
    at_once_tokens: int
    idle_seconds: float
    starts: int
    words: int

    def with_rounds(self, rounds: int) -> Extent:
        """Return the same with so many rounds, and no more conversations than that."""
        return replace(self, rounds=rounds, conversations=min(rounds, self.conversations))

    def for_onnx(self) -> Extent:
        """Return less of it: called directly, that library answers one question after the other."""
        few = tuple(number for number in self.at_once if number <= _MOST_IN_A_ROW)
        return replace(self, rounds=min(3, self.rounds), at_once=few or self.at_once)


FULL = Extent(
    rounds=4,
    lengths={"short": 35, "long": 1000},
    max_tokens=48,
    conversation=2000,
    conversations=1,
    turns=12,
    turn_tokens=8,
    at_once=AT_ONCE,
    at_once_lengths={"short": 64, "long": 500},
    at_once_tokens=32,
    idle_seconds=10,
    starts=5,
    words=20_000,
)
"""Meant to take some ten minutes for both test models on two cores."""
QUICK = Extent(
    rounds=1,
    lengths={"short": 35, "long": 100},
    max_tokens=8,
    conversation=150,
    conversations=1,
    turns=2,
    turn_tokens=4,
    at_once=(1, 4),
    at_once_lengths={"short": 20, "long": 70},
    at_once_tokens=4,
    idle_seconds=1,
    starts=1,
    words=2_000,
)
