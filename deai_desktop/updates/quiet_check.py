"""Looks for a newer version once a day, when the person has chosen so; never fetches one."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable
from pathlib import Path

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.files import write_safely
from deai_desktop.updates.service import Updates

log = logging.getLogger(__name__)

_DAY = 86_400.0
_JITTER = 7_200.0
"""Seconds at most that are added by chance, so that not all PCs ask at once, nor at the hour of their start."""
_AFTER_START = 300.0


class QuietCheck:
    """Wait until a day has passed since the last try, which is remembered in ``memory``, and ask."""

    def __init__(
        self,
        updates: Updates,
        is_wanted: Callable[[], bool],
        memory: Path,
        *,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._updates = updates
        self._is_wanted = is_wanted
        self._memory = memory
        self._clock = clock
        self._chance = chance
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()

    def look_again(self) -> None:
        """Notice that the settings have changed; from any thread."""
        self._loop.call_soon_threadsafe(self._changed.set)

    async def run(self) -> None:
        """Ask again and again, until cancelled."""
        while True:
            self._changed.clear()
            wait = self.seconds_to_wait() if self._is_wanted() and not self._updates.reason_off else None
            try:
                await asyncio.wait_for(self._changed.wait(), wait)
            except TimeoutError:
                await asyncio.to_thread(self._check)

    def seconds_to_wait(self) -> float:
        """Say how long until the next try."""
        left = self._last_try() + _DAY - self._clock()
        return max(_AFTER_START, min(left, _DAY)) + self._chance() * _JITTER

    def _check(self) -> None:
        try:
            write_safely(self._memory, json.dumps({"tried_at": self._clock()}).encode())
            self._updates.check()
        except (DeAIError, OSError) as error:
            log.warning("no answer about updates: %s", error)

    def _last_try(self) -> float:
        try:
            return float(json.loads(self._memory.read_bytes()[:1000])["tried_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0.0
