"""Tells the speed of a download and how long the rest will take, without jumping about."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_SPEED_SECONDS = 5.0
_SETTLED = 2.0
"""Seconds after which a speed says something about the rest."""
_CALM = 0.05
"""How much of a new estimate counts; the rest is the old one, less the time that has passed."""


class Pace:
    """Watch the bytes of one download."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque()
        self._begun: float | None = None
        self._told: tuple[float, float] | None = None
        self.speed = 0.0
        self.remaining: float | None = None

    def note(self, done: int, total: int) -> None:
        """Note how many bytes of how many are there."""
        now = self._clock()
        samples = self._samples
        if samples and done < samples[-1][1]:
            samples.clear()
        if self._begun is None:
            self._begun = now
        samples.append((now, done))
        while now - samples[0][0] > _SPEED_SECONDS:
            samples.popleft()
        first_time, first_done = samples[0]
        self.speed = (done - first_done) / (now - first_time) if now > first_time else 0.0
        self.remaining = self._estimate(now, max(0, total - done))

    def _estimate(self, now: float, missing: int) -> float | None:
        if self.speed <= 0 or self._begun is None or now - self._begun < _SETTLED:
            self._told = None
            return None
        plain = missing / self.speed
        if self._told is not None:
            before, told = self._told
            expected = max(0.0, told - (now - before))
            # Far off, as after a change of the line, the old one is worth nothing.
            if 0.5 * expected < plain < 2 * expected:
                plain = expected + _CALM * (plain - expected)
        self._told = (now, plain)
        return plain
