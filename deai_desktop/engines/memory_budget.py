"""How much of the PC's memory models may take together, and how much one of them takes."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from deai_desktop.core.errors import EngineStartError
from deai_desktop.core.units import format_bytes


@dataclass(frozen=True)
class Footprint:
    """Hold what a model is expected to take of the PC's own memory, in bytes."""

    needed: int = 0
    """What must stay in memory for it to be fast."""
    reclaimable: int = 0
    """What it holds beside that, and what the system may take back: first copies of tensors that it has twice."""

    def counted(self, resident: int) -> int:
        """Say what a loaded model counts, by its resident memory: what can be taken back counts only if it must."""
        return min(resident, max(self.needed, resident - self.reclaimable))


@dataclass(frozen=True)
class MemoryBudget:
    """Hold what models may take, in bytes."""

    together: int
    alone: int
    """What one may take when there is no other: all that this PC can give, which may be more."""
    is_chosen_by_person: bool = False


UNLIMITED = MemoryBudget(sys.maxsize, sys.maxsize)


def refuse_too_large(footprint: Footprint, budget: MemoryBudget) -> None:
    """Raise `EngineStartError` for a model that this PC can't hold, whatever else would make room for it."""
    if footprint.needed > budget.alone:
        raise EngineStartError(
            f"It needs about {format_bytes(footprint.needed)} of memory, and this PC has "
            f"{format_bytes(budget.alone)} for models.",
            hint="Choose a smaller model, a smaller quantization of it, or a smaller engine.context_length.",
        )
