"""Server-sent events (WHATWG HTML, section 9.2): one JSON object an event."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from pydantic import BaseModel
from starlette.responses import StreamingResponse


def stream_doc(description: str) -> dict[int | str, dict[str, Any]]:
    """Describe a stream for the OpenAPI document, where each event is an object with its ``data``."""
    event = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
    return {200: {"description": description, "content": {"text/event-stream": {"schema": event}}}}


HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def sent(data: BaseModel | dict[str, Any]) -> bytes:
    """Write one event."""
    if isinstance(data, BaseModel):
        return b"data: " + data.model_dump_json().encode() + b"\n\n"
    return b"data: " + json.dumps(data, separators=(",", ":")).encode() + b"\n\n"


def event_stream(events: AsyncIterator[bytes]) -> StreamingResponse:
    """Answer with a stream of events."""
    return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)
