"""Slots: what the KV cells of each sequence hold, and which slot a new prompt should take.

A slot whose answer has ended keeps its cells, so that a conversation's next turn, or another one with the same
beginning, reads only what is new. The least recently used one is taken first, those of strangers before the owner's.

Nobody is given another's cells: how soon an answer begins would tell a stranger whether its beginning had been asked
before, and so, guess by guess, what. All that the owner's own programs ask counts as one person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from deai_desktop.engines.base import Priority
from deai_desktop.models.fit_memory import STEP_GRAIN

GRAIN = STEP_GRAIN
"""Prompts that must come out the same each time are cut at multiples of this.

The kernels of some quantizations work on four tokens at once and round otherwise for the few that remain.
"""
AdapterSet = tuple[tuple[int, float], ...]
"""The adapters in use, by address and scale, in a fixed order; empty for the model alone."""
WORTH_A_COPY = 64
"""Tokens from which it is quicker to copy another slot's cells than to read them again."""


@dataclass
class Slot:
    """Place for one sequence."""

    number: int
    tokens: list[int] = field(default_factory=list)
    """What its cells hold."""
    in_steps: int = 0
    """How many of the first cells come from prompt steps cut at `GRAIN`; a single token's are rounded otherwise."""
    adapters: AdapterSet = ()
    """With which its cells were worked out; others make others of the same tokens."""
    whose: str = ""
    """The stranger whose tokens they are; empty for the owner."""
    is_taken: bool = False
    used_by: Priority = Priority.SHARED
    used_at: int = 0
    """The order of last use."""

    def reusable(
        self, prompt: Sequence[int], *, exactly: bool, adapters: AdapterSet = (), whose: str = ""
    ) -> int:
        """Count the first tokens of a prompt that need not be read again; its last one always is.

        With ``exactly``, only cells that are the same bit by bit as if they were read again.
        """
        if adapters != self.adapters or whose != self.whose:
            return 0
        most = max(0, min(len(self.tokens), len(prompt) - 1))
        if exactly:
            most = min(most, self.in_steps)
        common = common_length(self.tokens, prompt, most)
        if not exactly:
            return common
        common = common // GRAIN * GRAIN
        # One token that is left to read would be rounded like a written one, not like those of a step.
        return common if common < len(prompt) - 2 else max(0, common - GRAIN)


@dataclass(frozen=True)
class Choice:
    """A slot for a prompt, with the slot whose first ``reused`` cells it begins with."""

    slot: Slot
    source: Slot
    reused: int


class Slots:
    """All the slots of a context; ``can_copy`` is whether one can be given the cells of another."""

    def __init__(self, count: int, *, can_copy: bool = True) -> None:
        self.all = [Slot(number) for number in range(count)]
        self._can_copy = can_copy
        self._uses = 0

    @property
    def free(self) -> list[Slot]:
        """Those that no sequence runs in or rests in."""
        return [slot for slot in self.all if not slot.is_taken]

    def choose(
        self, prompt: Sequence[int], *, exactly: bool, adapters: AdapterSet = (), whose: str = ""
    ) -> Choice | None:
        """Find the best slot for a prompt, None when all are taken; nothing changes yet."""
        free = sorted(self.free, key=_value)
        if not free:
            return None

        def reusable(slot: Slot) -> int:
            return slot.reusable(prompt, exactly=exactly, adapters=adapters, whose=whose)

        source = max(
            self.all if self._can_copy else free,
            key=lambda slot: (reusable(slot), not slot.is_taken, -slot.number),
        )
        reused = reusable(source)
        if not reused:
            return Choice(free[0], free[0], 0)
        if not source.is_taken and (2 * reused >= len(source.tokens) or len(free) == 1):
            return Choice(source, source, reused)  # it goes on where that one ended
        others = [slot for slot in free if slot is not source]
        if self._can_copy and reused >= WORTH_A_COPY:
            return Choice(others[0], source, reused)
        target = max(others, key=reusable)  # of equal ones the first, whose cells are the smallest loss
        return Choice(target, target, reusable(target))

    def take(self, slot: Slot, priority: Priority) -> None:
        """Mark a slot as taken."""
        slot.is_taken = True
        slot.used_by = priority

    def release(self, slot: Slot) -> None:
        """Give a slot back; its cells stay."""
        self._uses += 1
        slot.is_taken = False
        slot.used_at = self._uses


def _value(slot: Slot) -> tuple[bool, bool, int, int]:
    """Say how great a loss a free slot's cells would be: empty, a stranger's, long unused ones first."""
    return bool(slot.tokens), slot.used_by is Priority.INTERACTIVE, slot.used_at, slot.number


def common_length(one: Sequence[int], other: Sequence[int], most: int) -> int:
    """Count how many of the first ``most`` tokens agree."""
    if one[:most] == other[:most]:
        return most
    return next(place for place in range(most) if one[place] != other[place])
