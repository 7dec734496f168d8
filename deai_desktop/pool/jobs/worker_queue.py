"""Lets as many jobs of a model run as it has slots; the node decides in which order those who wait get one."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """A job that waits for a slot."""

    requester: str
    """The key of who asked."""
    since: float
    """Seconds since 1970."""


Order = Callable[[Sequence[Waiting]], Sequence[Waiting]]
"""Puts those who wait in order, the next one first."""


def first_come(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
    """Leave them as they came."""
    return waiting


class WorkerQueue:
    """Give out slots."""

    def __init__(self, order: Order = first_come, clock: Callable[[], float] = time.time) -> None:
        self._order = order
        self._clock = clock
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, dict[Waiting, list[asyncio.Future[None]]]] = {}

    @asynccontextmanager
    async def slot(self, model: str, slots: int, requester: str) -> AsyncIterator[None]:
        """Wait for a slot of a model and hold it."""
        if self._running[model] >= slots:
            await self._turn(model, Waiting(requester, self._clock()))
        else:
            self._running[model] += 1
        try:
            yield
        finally:
            self._pass_on(model)

    async def _turn(self, model: str, me: Waiting) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.setdefault(model, {})
        waiting.setdefault(me, []).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on(model)  # it was given a slot at the same moment
            else:
                self._leave(model, me, turn)
            raise

    def _pass_on(self, model: str) -> None:
        """Give a slot that is free now to who is next."""
        waiting = self._waiting.get(model)
        if not waiting:
            self._running[model] -= 1
            return
        chosen = self._order(tuple(waiting))[0]
        turn = waiting[chosen][0]
        self._leave(model, chosen, turn)
        turn.set_result(None)

    def _leave(self, model: str, who: Waiting, turn: asyncio.Future[None]) -> None:
        turns = self._waiting[model][who]
        turns.remove(turn)
        if not turns:
            del self._waiting[model][who]
