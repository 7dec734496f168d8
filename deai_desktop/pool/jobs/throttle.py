"""Bounds how often somebody may do something."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KEPT = 10_000


class Throttle:
    """Let each of many do something so often in a second, and some times in a row (a token bucket)."""

    def __init__(self, a_second: float, in_a_row: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = a_second
        self._most = in_a_row
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, who: str) -> bool:
        """Count once more, and say whether it was within the bounds."""
        now = self._clock()
        left, since = self._left.pop(who, (self._most, now))
        left = min(self._most, left + (now - since) * self._rate)
        is_allowed = left >= 1
        self._left[who] = (left - is_allowed, now)
        if len(self._left) > _MOST_KEPT:
            self._left.popitem(last=False)
        return is_allowed
