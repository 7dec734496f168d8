"""Remembers who did not agree to what was done for them, and gets nothing more for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

UNSETTLED_SECONDS = 600.0
"""For which a member gets nothing."""


class Unsettled:
    """Keep the list of one worker.

    Who is not heard any more may be cut off or asleep, and could not agree. Within `UNSETTLED_SECONDS` that is forgiven
    once: it is worth one part of an answer to somebody who does it on purpose.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._refused_until: dict[str, float] = {}
        self._vanished_at: dict[str, float] = {}

    def note(self, member: str, *, has_vanished: bool) -> None:
        """Hear that a member did not agree, because it was not heard any more or though it was."""
        now = self._clock()
        is_first = now - self._vanished_at.get(member, -UNSETTLED_SECONDS) >= UNSETTLED_SECONDS
        if has_vanished:
            self._vanished_at[member] = now
        if not (has_vanished and is_first):
            self._refused_until[member] = now + UNSETTLED_SECONDS

    def seconds(self, member: str) -> float:
        """Return for how long a member gets nothing; 0 for one that may ask."""
        return max(0.0, self._refused_until.get(member, 0.0) - self._clock())
