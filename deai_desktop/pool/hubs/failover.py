"""Which hub a member goes to when it has lost the one that it had, and after which pause."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from nats.aio.client import Server, Srv

SPREAD_SECONDS = 0.25
"""In which all members of a hub that is gone go to others: not in one moment."""
SHORTEST_SECONDS = 0.1
LONGEST_SECONDS = 5.0
_HALF = 0.5


class NextHub:
    """Choose a hub: one that did not fail before one that did, and the one just lost last of all those.

    A hub that does not answer is asked after a pause that doubles each time, up to some seconds: one that is started
    again in a moment is found at once, and one that is away for long is not hammered at.
    """

    def __init__(
        self, lost: Callable[[], Srv | None], chance: Callable[[float, float], float] = random.uniform
    ) -> None:
        self._lost = lost
        self._chance = chance

    def __call__(self, hubs: Sequence[Server], _: dict[str, Any]) -> tuple[Server, float]:
        """Return a hub and how many seconds to wait before; there is at least one."""
        lost = self._lost()
        at = lost.uri.netloc if lost else ""
        chosen = min(hubs, key=lambda hub: (hub.reconnects, hub.uri.netloc == at, self._chance(0, 1)))
        return chosen, self._pause(chosen.reconnects)

    def _pause(self, failures: int) -> float:
        if not failures:
            return self._chance(0, SPREAD_SECONDS)
        longest = min(LONGEST_SECONDS, SHORTEST_SECONDS * 2.0 ** min(failures, 16))
        return self._chance(_HALF * longest, longest)
