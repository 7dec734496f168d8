"""Sends a worker's frames in order: text that comes at once together, and a beat when there is nothing else."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from deai_desktop.engines.base import GenerateEvent, TextDelta
from deai_desktop.pool.jobs.frames import BeatFrame, FromWorker, frames_of, from_worker
from deai_desktop.pool.jobs.sealing import Sealer

LEASE_SECONDS = 0.4
"""Of silence, after which a beat says that the work goes on."""
TOGETHER_SECONDS = 0.01
"""In which text shares a frame."""


class Outbox:
    """Seal and send; `run` has to run beside the work."""

    def __init__(self, sealer: Sealer, send: Callable[[bytes], Awaitable[None]]) -> None:
        self._sealer = sealer
        self._send = send
        self._waiting: deque[GenerateEvent | FromWorker] = deque()
        self._news = asyncio.Event()
        self._is_closing = False

    def put(self, what: GenerateEvent | FromWorker) -> None:
        """Let something go out after all that was put before."""
        last = self._waiting[-1] if self._waiting else None
        if _is_plain(what) and _is_plain(last):
            assert isinstance(what, TextDelta)
            assert isinstance(last, TextDelta)
            self._waiting[-1] = TextDelta(last.text + what.text, tokens=last.tokens + what.tokens)
        else:
            self._waiting.append(what)
        self._news.set()

    def close(self) -> None:
        """Let `run` end when all is sent."""
        self._is_closing = True
        self._news.set()

    async def run(self) -> None:
        """Send until closed. Raises what sending raises."""
        while self._waiting or not self._is_closing:
            if not self._waiting:
                self._news.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LEASE_SECONDS):
                        await self._news.wait()
                if not self._news.is_set():
                    self._waiting.append(BeatFrame())
                continue
            what = self._waiting.popleft()
            for frame in frames_of(what) if not isinstance(what, FromWorker) else (what,):
                await self._send(self._sealer.seal(from_worker(frame)))
            if _is_plain(what) and not self._waiting:
                await asyncio.sleep(TOGETHER_SECONDS)


def _is_plain(what: object) -> bool:
    return isinstance(what, TextDelta) and not what.logprobs
