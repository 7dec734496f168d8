"""Keeps something up as long as it is wanted: begins and ends it, and begins it anew when it is wanted otherwise."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Generic, TypeVar

from deai_desktop.core.errors import DeAIError

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0
"""How often what nobody tells of is looked at: this PC's addresses, say."""
_AGAIN_SECONDS = 60.0
"""After it failed."""

Wanted = TypeVar("Wanted")


class Upkeep(Generic[Wanted]):
    """Hold what is wanted while `run` runs.

    ``wanted`` says how it is wanted now, or None for not at all; it is asked in a thread. ``hold`` gives what is held.
    """

    def __init__(
        self,
        what: str,
        wanted: Callable[[], Wanted | None],
        hold: Callable[[Wanted], AbstractAsyncContextManager[None]],
        look_every: float = LOOK_SECONDS,
    ) -> None:
        self._what = what
        self._wanted = wanted
        self._hold = hold
        self._look_every = look_every
        self._news = asyncio.Event()

    def look_again(self) -> None:
        """Notice at once what has changed."""
        self._news.set()

    async def run(self) -> None:
        """Go on until cancelled; that it can't be done is no reason to end."""
        while True:
            wanted = await asyncio.to_thread(self._wanted)
            if wanted is None:
                await self._wait(self._look_every)
                continue
            try:
                async with self._hold(wanted):
                    while await asyncio.to_thread(self._wanted) == wanted:
                        await self._wait(self._look_every)
            except (DeAIError, OSError) as error:
                log.info("%s: %s", self._what, error)
                await self._wait(_AGAIN_SECONDS)
            except Exception as error:  # noqa: BLE001 - whatever a library makes of the network, the rest goes on
                log.warning("%s: %r", self._what, error)
                await self._wait(_AGAIN_SECONDS)

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return
        self._news.clear()
