"""Ends asyncio's tasks for sure."""

from __future__ import annotations

import asyncio
from typing import Any

_AGAIN_SECONDS = 0.5


async def end_task(task: asyncio.Task[Any]) -> None:
    """Cancel a task until it has ended, whatever comes of it.

    Once is not always enough: before Python 3.12, ``asyncio.wait_for`` loses a cancellation that comes in the same
    moment as the result it waits for (python/cpython#86296).
    """
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=_AGAIN_SECONDS)
    if not task.cancelled():
        task.exception()
