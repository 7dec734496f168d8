"""Decides whether downloads wait because the network costs by the byte."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

WAITING = "This PC is on a metered connection. The download goes on when it is on another one, or when you resume it."


class MeteredRule:
    """Ask the system now and then, and the settings each time."""

    def __init__(
        self,
        is_metered: Callable[[], bool | None],
        is_allowed: Callable[[], bool],
        fresh_seconds: float = 15.0,
    ) -> None:
        self._is_metered = is_metered
        self._is_allowed = is_allowed
        self._fresh_seconds = fresh_seconds
        self._lock = threading.Lock()
        self._known: tuple[float, bool] | None = None

    def __call__(self) -> str:
        """Return what downloads wait for, as a sentence; empty when they need not. Unknown is not metered."""
        if self._is_allowed():
            return ""
        with self._lock:
            now = time.monotonic()
            if self._known is None or now - self._known[0] >= self._fresh_seconds:
                self._known = (now, self._is_metered() is True)
            return WAITING if self._known[1] else ""
