"""Tells now and then that work goes on in the pools: what members offer, and what this PC does for them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from deai_desktop.core.events import Event, EventBus

_APART = 0.5
"""Seconds: a busy pool has news many times a second, and nobody reads them that fast."""


@dataclass(frozen=True)
class PoolActivity(Event):
    """What members offer, or what this PC does for them, is other than before."""


class ActivityTeller:
    """Tell it once for many changes. Made and called on the event loop."""

    def __init__(self, events: EventBus) -> None:
        self._events = events
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None

    def tell(self) -> None:
        """Note that something has changed."""
        if self._timer is None:
            self._timer = self._loop.call_later(_APART, self._publish)

    def close(self) -> None:
        """Tell nothing any more."""
        if self._timer is not None:
            self._timer.cancel()

    def _publish(self) -> None:
        self._timer = None
        self._events.publish(PoolActivity())
