"""Knows which bytes of a file are there, and who fetches which of the others."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

Interval = tuple[int, int]
"""First byte, and the one after the last."""


@dataclass(eq=False)
class Part:
    """Be a stretch of the file that one connection fetches; ``position`` is how far it is."""

    start: int
    position: int
    end: int
    ahead_of: Part | None = None
    """Another part that covers this stretch, too, until `Parts.settle` shortens it."""


class Parts:
    """Keep account of one file; every method may be called from any thread."""

    def __init__(self, size: int, have: Iterable[Interval] = ()) -> None:
        self.size = size
        self._lock = threading.RLock()
        self._have = _merged(have)
        self._open: list[Part] = []

    @property
    def intervals(self) -> list[Interval]:
        """What is there, in order."""
        with self._lock:
            return _merged([*self._have, *((part.start, part.position) for part in self._open)])

    @property
    def done(self) -> int:
        """How many bytes are there."""
        return sum(end - start for start, end in self.intervals)

    @property
    def front(self) -> int:
        """How many bytes are there from the beginning on without a gap."""
        first = next(iter(self.intervals), (0, 0))
        return first[1] if first[0] == 0 else 0

    def take(self, most: int = 0) -> Part | None:
        """Give out the first stretch that is missing and that nobody fetches, at most so many bytes of it."""
        with self._lock:
            taken = _merged([*self._have, *((part.start, part.end) for part in self._open)])
            start = taken[0][1] if taken and taken[0][0] == 0 else 0
            end = next((one[0] for one in taken if one[0] > start), self.size)
            if start >= self.size:
                return None
            return self._opened(Part(start, start, min(end, start + most) if most else end))

    def take_ahead(self, most: int) -> Part | None:
        """Give out a stretch that another part would reach later, if one has so much left.

        Until `settle` is called, that other part keeps it as well.
        """
        with self._lock:
            longest = max(self._open, key=lambda part: part.end - part.position, default=None)
            if longest is None or longest.end - longest.position < 3 * most:
                return None
            start = longest.position + most
            return self._opened(Part(start, start, start + most, longest))

    def settle(self, part: Part) -> bool:
        """Make a stretch taken ahead this part's alone; false when the other one has come there meanwhile."""
        with self._lock:
            other, part.ahead_of = part.ahead_of, None
            if other is None:
                return True
            if other.position > part.start:
                part.end = part.start
                return False
            other.end = part.start
            return True

    def advance(self, part: Part, count: int) -> None:
        """Note that so many more bytes of a part are in the file."""
        with self._lock:
            part.position += count

    def release(self, part: Part) -> None:
        """Give a part back; what it lacks can be taken again."""
        with self._lock:
            if part in self._open:
                self._open.remove(part)
                self._have = _merged([*self._have, (part.start, part.position)])

    def clear(self, keep: Part | None = None) -> None:
        """Forget all bytes; ``keep`` begins anew with the whole file."""
        with self._lock:
            self._have, self._open = [], []
            if keep is not None:
                keep.start, keep.position, keep.end, keep.ahead_of = 0, 0, self.size, None
                self._open = [keep]

    def _opened(self, part: Part) -> Part:
        self._open.append(part)
        return part


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged
