"""What the scheduler works with: cells, answers, and an answer that runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from deai_desktop.engines.base import GenerateEvent
from deai_desktop.engines.batching.slots import AdapterSet, Slot
from deai_desktop.engines.turns import Job


class Piece(NamedTuple):
    """Tokens of a sequence that stand at ``start`` and after."""

    slot: int
    tokens: Sequence[int]
    start: int


class Cells(Protocol):
    """What the scheduler needs of a context; see `LlamaContext`."""

    slots: int
    batch_size: int
    grain: int
    """Pieces of a prompt are multiples of this, but for the last one."""
    can_copy: bool
    """Whether a slot can be given the cells of another."""
    can_join: bool
    """Whether it is quicker to read prompts of several slots in one go."""
    exact_piece: int
    """How long the pieces of a prompt must be that has to come out the same each time, and none of it reused; 0 where
    multiples of `GRAIN` will do, and cells that were read so can be reused."""

    def reads_whole(self, count: int) -> bool:
        """Say whether so many tokens must be read in one go, with nothing before them."""
        ...

    def assign(self, slot: int, answer: Any) -> None:
        """Hear which answer goes to a slot, before anything of it is read."""
        ...

    def use(self, adapters: AdapterSet) -> None: ...
    def read(self, pieces: Sequence[Piece]) -> bool: ...
    def write(self, tokens: Sequence[tuple[int, int, int]]) -> None: ...
    def keep(self, slot: int, count: int) -> int: ...
    def copy(self, source: int, target: int) -> None: ...
    def save(self, slot: int) -> bytes: ...
    def restore(self, slot: int, state: bytes) -> bool: ...


class BatchAnswer(Protocol):
    """What the scheduler needs of an answer; see `TokenAnswer`."""

    tokens: list[int]
    prompt_tokens: int
    cached_tokens: int
    deadline: float | None
    adapters: AdapterSet

    @property
    def is_repeatable(self) -> bool: ...  # alone and amid others
    @property
    def repeats_exactly(self) -> bool: ...  # also whatever its requester asked before
    @property
    def is_apart(self) -> bool: ...  # whether its cells are of no use to others, nor theirs to it
    @property
    def is_finished(self) -> bool: ...
    def go_on(self, output: int) -> Iterator[GenerateEvent]: ...
    def spend(self, seconds: float) -> None: ...
    def close(self) -> None: ...


@dataclass(eq=False)
class Running:
    """An answer in a slot, or put aside."""

    job: Job
    answer: BatchAnswer
    slot: Slot | None = None
    saved: tuple[bytes, list[int], int] | None = None
    """State, tokens and how many of them came in steps, while it is put aside."""
    passed_over: int = 0
    """How often another's prompt was read while its own waited."""
    since: float = 0.0
    """Until when its time is counted."""

    @property
    def missing(self) -> int:
        """How many of its tokens are not in its cells yet."""
        return len(self.answer.tokens) - len(self.place.tokens)

    @property
    def next_token(self) -> int:
        """The first one that is missing."""
        return self.answer.tokens[len(self.place.tokens)]

    @property
    def place(self) -> Slot:
        """The slot it runs in."""
        assert self.slot is not None
        return self.slot

    def spend(self, now: float) -> None:
        """Count the time up to now."""
        self.answer.spend(now - self.since)
        self.since = now
