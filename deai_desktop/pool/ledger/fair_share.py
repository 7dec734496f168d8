"""Whose turn it is at a worker: who gave more than they took comes first, and nobody waits for ever."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from deai_desktop.pool.jobs.worker_queue import Waiting

_HALF_LIFE = 3600.0
"""Seconds after which what was used counts half."""
_UNIT = 10_000.0
"""Credits: about a thousand tokens; twice as many move a requester by one step."""
_SECONDS_A_STEP = 10.0
"""Of waiting, which move a requester by one step."""
_MOST_STEPS = 30.0


class FairShare:
    """Order who waits, by balance, what they had of this worker lately, and how long they wait.

    Balances count by their logarithm: a large debt puts one some steps back, and each ten seconds of waiting put one a
    step ahead, so whoever waits `longest_detour` seconds longer than others comes before them, whatever they have.
    """

    longest_detour = 3 * _MOST_STEPS * _SECONDS_A_STEP

    def __init__(self, balance: Callable[[str], int]) -> None:
        self._balance = balance
        self._used: dict[str, tuple[float, float]] = {}

    def note_use(self, requester: str, amount: int, now: float) -> None:
        """Write down what a requester had of this worker."""
        self._used[requester] = (self.recent_use(requester, now) + amount, now)

    def recent_use(self, requester: str, now: float) -> float:
        """Return what a requester had lately, in credits; it halves with each hour."""
        amount, then = self._used.get(requester, (0.0, now))
        return float(amount * 0.5 ** (max(0.0, now - then) / _HALF_LIFE))

    def order(self, waiting: Iterable[Waiting], now: float) -> list[Waiting]:
        """Return who waits, the next one first."""
        return sorted(waiting, key=lambda one: (-self._steps(one, now), one.since, one.requester))

    def _steps(self, one: Waiting, now: float) -> float:
        balance = self._balance(one.requester)
        merit = math.copysign(_steps(abs(balance)), balance) - _steps(self.recent_use(one.requester, now))
        return merit + max(0.0, now - one.since) / _SECONDS_A_STEP


def _steps(amount: float) -> float:
    return min(math.log2(1 + amount / _UNIT), _MOST_STEPS)
