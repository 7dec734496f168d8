"""Says what a worker's silence means: it may be busy, it may have to be asked for, or it counts as dead.

A hub tells at once when what somebody sends reaches nobody. So who waits sends a worker something small once it is
silent for a moment, and hears of a process that has ended long before the silence alone would prove it. A PC that
sleeps or has lost its line is still there for the hub: of that, only silence tells.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto

SILENCE_SECONDS = 1.1
"""Without a frame, after which a worker counts as dead; it sends one every 0.4 s."""
ASK_SECONDS = 0.2
"""Without a frame, after which it is asked for, again and again."""
_LAST_LOOK_SECONDS = 0.1
"""At the end we look once more: it may be this PC that was held up, with all frames waiting."""
_SHORTEST_SECONDS = 0.01


class Step(Enum):
    """What is to be done."""

    WAIT = auto()
    ASK = auto()
    GIVE_UP = auto()


class Silence:
    """Watch one worker; ``connection`` numbers the connections to a hub, and is None while there is none."""

    def __init__(
        self, connection: Callable[[], int | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._heard_at = self._asked_at = clock()
        self._hub = connection()
        self._believes_from = 0.0
        self._is_last_look = False

    def heard(self) -> None:
        """Note that the worker has said something."""
        self._heard_at = self._clock()
        self._is_last_look = False

    @property
    def believes_hub(self) -> bool:
        """Whether it proves something that a hub knows of no worker: not where all have just come back to that hub."""
        self._look_at_hub()
        return self._hub is not None and self._clock() >= self._believes_from

    def step(self) -> Step:
        """Say what to do now."""
        self._look_at_hub()
        now = self._clock()
        if now - self._heard_at >= SILENCE_SECONDS:
            if self._is_last_look:
                return Step.GIVE_UP
            self._is_last_look = True
            return Step.WAIT
        self._is_last_look = False
        if self._hub is None or now - max(self._heard_at, self._asked_at) < ASK_SECONDS:
            return Step.WAIT
        self._asked_at = now
        return Step.ASK

    @property
    def seconds(self) -> float:
        """How long nothing is to be done, unless something is heard."""
        if self._is_last_look:
            return _LAST_LOOK_SECONDS
        until = min(self._heard_at + SILENCE_SECONDS, max(self._heard_at, self._asked_at) + ASK_SECONDS)
        return max(until - self._clock(), _SHORTEST_SECONDS)

    def _look_at_hub(self) -> None:
        """Begin anew while there is no hub and at another one: the worker may be talking, and we don't hear it."""
        hub = self._connection()
        if hub is None or hub != self._hub:
            self._heard_at = self._clock()
            self._believes_from = self._heard_at + SILENCE_SECONDS
        self._hub = hub
