"""Serves one call of OpenAI's: runs its requests on the model and answers whole or as a stream."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AsyncExitStack, aclosing
from typing import Any, Protocol

from fastapi import Request, Response

from deai_desktop.api.schemas.openai.common import SamplingFields
from deai_desktop.engines.base import GenerateEvent, GenerateRequest
from deai_desktop.models.model import Model
from deai_desktop.node.node import Node
from deai_desktop.node.openai.answers import Answer, first_event, gather_answers, merged_events, unless_gone
from deai_desktop.node.server_sent import event_stream, stream_doc

STREAM_DOC = stream_doc("The reply; with “stream”, server-sent events that end with [DONE].")
DONE = b"data: [DONE]\n\n"
HUNG_UP = 499
"""nginx's status for a caller that left; nobody reads it."""


class Reply(Protocol):
    """Write the reply of one kind of call."""

    def whole(self, answers: list[Answer]) -> Any:
        """Put all answers into one reply."""
        ...

    def stream(
        self, events: AsyncGenerator[tuple[int, GenerateEvent]], include_usage: bool
    ) -> AsyncIterator[bytes]:
        """Yield chunks as the answers grow."""
        ...


async def serve(
    node: Node,
    model: Model,
    requests: Sequence[GenerateRequest],
    reply: Reply,
    body: SamplingFields,
    request: Request,
) -> Any:
    """Answer; what is refused before the first word has its own status also when a stream was asked for."""
    async with AsyncExitStack() as stack:
        stays = any(one.adapters for one in requests)  # others do not have them
        engine = await stack.enter_async_context(node.use(model, stays=stays))
        if not body.stream:
            answers = await unless_gone(request, lambda: gather_answers(engine, requests))
            return Response(status_code=HUNG_UP) if answers is None else reply.whole(answers)
        events = await stack.enter_async_context(aclosing(merged_events(engine, requests)))
        await first_event(events)
        include_usage = bool(body.stream_options and body.stream_options.include_usage)
        return event_stream(_freeing(reply.stream(events, include_usage), stack.pop_all()))


async def _freeing(chunks: AsyncIterator[bytes], held: AsyncExitStack) -> AsyncIterator[bytes]:
    """Pass chunks on, and free the engine when the stream ends or nobody reads it any more."""
    async with held:
        async for chunk in chunks:
            yield chunk
