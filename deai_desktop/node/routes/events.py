"""``/api/events``: what happens in the node, as it happens."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import asdict

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from deai_desktop.core.events import Event
from deai_desktop.node.node import Node
from deai_desktop.node.server_sent import event_stream, sent, stream_doc

_BEAT_SECONDS = 15.0
_MOST_WAITING = 1000
"""Events kept for a slow reader; one that is further behind is let go and must connect again."""


def routes(node: Node) -> APIRouter:
    """Serve events."""
    router = APIRouter(prefix="/api/events", tags=["node"])

    @router.get(
        "",
        response_class=StreamingResponse,
        responses=stream_doc(
            "Server-sent events without end; each is an object with a type, such as model_loaded."
        ),
    )
    async def events() -> StreamingResponse:
        """Tell what happens: models, downloads, conversations. A comment line comes when nothing does."""
        return event_stream(_events(node))

    return router


def event_name(event: Event) -> str:
    """Write an event's class name as its wire type: ``ModelLoaded`` → ``model_loaded``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()


async def _events(node: Node) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[Event | None] = asyncio.Queue()

    def put(event: Event) -> None:
        waiting.put_nowait(event if waiting.qsize() < _MOST_WAITING else None)

    def hear(event: Event) -> None:
        loop.call_soon_threadsafe(put, event)

    unsubscribe = node.events.subscribe(hear)
    stopping = asyncio.ensure_future(node.stopping.wait())
    stopping.add_done_callback(lambda _: waiting.put_nowait(None))
    try:
        yield b": connected\n\n"
        while True:
            try:
                event = await asyncio.wait_for(waiting.get(), _BEAT_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if event is None:
                return
            yield sent({"type": event_name(event), **asdict(event)})
    finally:
        unsubscribe()
        stopping.cancel()
