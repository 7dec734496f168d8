"""Measures what contenders take of memory once they have answered.

llama.cpp's server runs in a Python process here, which takes some 10 MB that its own program would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psutil

from tests.bench.contenders import Contender, Setup


@dataclass(frozen=True)
class Resident:
    """One part of a contender with its children, in MB (10⁶ bytes)."""

    contender: str
    part: str
    slots: int
    context: int
    resident_mb: float
    """With the model's file, as far as it lies in memory."""
    unique_mb: float
    """Of its own: without what other processes share, such as the model's file."""


def resident(contenders: Sequence[Contender], setup: Setup) -> list[Resident]:
    """Look at all processes of all contenders."""
    return [
        _of(contender.name, part, family, setup)
        for contender in contenders
        for part, family in _families(contender.processes()).items()
    ]


def _families(parts: dict[str, psutil.Process]) -> dict[str, list[psutil.Process]]:
    """Return each part with its children, but for those that are parts themselves."""
    others = set(parts.values())
    return {
        name: [one, *(child for child in one.children(recursive=True) if child not in others)]
        for name, one in parts.items()
    }


def _of(contender: str, part: str, family: Sequence[psutil.Process], setup: Setup) -> Resident:
    memory = [process.memory_full_info() for process in family]
    sizes = sum(one.rss for one in memory) / 1e6, sum(one.uss for one in memory) / 1e6
    return Resident(contender, part, setup.slots, setup.context, *sizes)
