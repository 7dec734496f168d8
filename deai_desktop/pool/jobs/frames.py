"""What requester and worker say to each other in sealed frames; read strictly, since a stranger wrote it.

To the worker a frame begins with what it is: a piece of the request (``p``, the last one ``e``) or JSON (``j``). From
the worker all is JSON.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from deai_desktop.core.errors import (
    ContextOverflowError,
    DeadlineError,
    DeAIError,
    EngineCrashedError,
    EngineError,
    EngineStartError,
    InvalidInputError,
    UnsupportedError,
)
from deai_desktop.engines import protocol
from deai_desktop.engines.base import (
    Accepted,
    Finished,
    FinishReason,
    GenerateEvent,
    TextDelta,
    ToolCall,
    ToolCalled,
)
from deai_desktop.pool.errors import BadMessageError, PoolError
from deai_desktop.pool.identity.signed import Seconds, Tokens
from deai_desktop.pool.ledger.books import LARGEST_RECEIPT

PIECE = 96 * 1024
"""Bytes of a request in one frame."""
_MOST_CHARACTERS = 16 * 1024
_MOST_LOGPROBS = 16
"""Of one frame of text; what a model says in one go is far shorter."""
_LONGEST_SAID = 1000
_LONGEST_VECTOR = 16 * 1024

_Read = TypeVar("_Read")
_Receipt = Annotated[str, Field(max_length=2 * LARGEST_RECEIPT)]


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class AcceptedFrame(_Frame):
    """The request was read and fits."""

    kind: Literal["accepted"] = "accepted"
    prompt_tokens: Tokens


class _Logprob(_Frame):
    token: str
    octets: tuple[int, ...]
    logprob: float


class _TokenLogprob(_Logprob):
    top: tuple[_Logprob, ...]


class TextFrame(_Frame):
    """More of the answer."""

    kind: Literal["text"] = "text"
    text: str
    tokens: Tokens
    logprobs: tuple[_TokenLogprob, ...] = ()


class ToolFrame(_Frame):
    """The model asks for a tool."""

    kind: Literal["tool"] = "tool"
    id: str
    name: str
    arguments: str


class FinishedFrame(_Frame):
    """The answer is whole."""

    kind: Literal["finished"] = "finished"
    reason: FinishReason
    prompt_tokens: Tokens
    completion_tokens: Tokens
    cached_tokens: Tokens
    prompt_seconds: Seconds
    generate_seconds: Seconds


class VectorFrame(_Frame):
    """The vector of the next text, as 32-bit floats in base64."""

    kind: Literal["vector"] = "vector"
    floats: str


class EmbeddedFrame(_Frame):
    """All texts have their vectors."""

    kind: Literal["embedded"] = "embedded"
    prompt_tokens: Tokens


class FailedFrame(_Frame):
    """There will be no more."""

    kind: Literal["failed"] = "failed"
    code: Annotated[str, Field(max_length=100)]
    message: Annotated[str, Field(max_length=_LONGEST_SAID)]
    hint: Annotated[str, Field(max_length=_LONGEST_SAID)]
    param: Annotated[str, Field(max_length=100)]


class BeatFrame(_Frame):
    """Whoever sends it is there."""

    kind: Literal["beat"] = "beat"


class ReceiptFrame(_Frame):
    """A receipt for a part of the work, to be agreed to."""

    kind: Literal["receipt"] = "receipt"
    part: Annotated[int, Field(ge=1, le=1_000_000)]
    is_last: bool
    prompt_tokens: Tokens
    completion_tokens: Tokens
    begun_at: Seconds
    ended_at: Seconds
    proposal: _Receipt


class CancelFrame(_Frame):
    """The requester wants no more."""

    kind: Literal["cancel"] = "cancel"


class AgreedFrame(_Frame):
    """A receipt that both sides have signed."""

    kind: Literal["agreed"] = "agreed"
    part: Annotated[int, Field(ge=1, le=1_000_000)]
    receipt: _Receipt


FromWorker = (
    AcceptedFrame
    | TextFrame
    | ToolFrame
    | FinishedFrame
    | VectorFrame
    | EmbeddedFrame
    | FailedFrame
    | BeatFrame
    | ReceiptFrame
)
ToWorker = BeatFrame | CancelFrame | AgreedFrame
_FROM: TypeAdapter[FromWorker] = TypeAdapter(Annotated[FromWorker, Field(discriminator="kind")])
_TO: TypeAdapter[ToWorker] = TypeAdapter(Annotated[ToWorker, Field(discriminator="kind")])


def pieces_of(request: bytes) -> Iterator[bytes]:
    """Yield the frames of a request."""
    starts = range(0, max(1, len(request)), PIECE)
    for start in starts:
        kind = b"e" if start == starts[-1] else b"p"
        yield kind + request[start : start + PIECE]


def to_worker(frame: ToWorker) -> bytes:
    """Write a frame that is no piece of the request."""
    return b"j" + frame.model_dump_json().encode()


def from_worker(frame: FromWorker) -> bytes:
    """Write a frame."""
    return frame.model_dump_json().encode()


def read_to_worker(said: bytes) -> ToWorker | tuple[bytes, bool]:
    """Read what a requester says: a frame, or a piece of the request and whether it is the last.

    Raises `BadMessageError`.
    """
    if said[:1] in (b"p", b"e"):
        return said[1:], said[:1] == b"e"
    if said[:1] != b"j":
        raise BadMessageError("It can't be understood.")
    return _read(_TO, said[1:])


def read_from_worker(said: bytes) -> FromWorker:
    """Read what a worker says. Raises `BadMessageError`."""
    return _read(_FROM, said)


def _read(reader: TypeAdapter[_Read], said: bytes) -> _Read:
    try:
        return reader.validate_json(said)
    except ValidationError:
        raise BadMessageError("It can't be understood.") from None


def frames_of(event: GenerateEvent) -> Iterator[FromWorker]:
    """Write an event of an answer, in as many frames as it needs."""
    match event:
        case Accepted(prompt_tokens):
            yield AcceptedFrame(prompt_tokens=prompt_tokens)
        case TextDelta():
            yield from _texts(event)
        case ToolCalled(call):
            yield ToolFrame(id=call.id, name=call.name, arguments=call.arguments)
        case Finished():
            yield FinishedFrame(**vars(event))


def event_of(frame: FromWorker) -> GenerateEvent | None:
    """Return the event that a frame tells of, None where it is no part of an answer."""
    match frame:
        case TextFrame():
            return protocol.event_from_message({"is": "text", **frame.model_dump()})
        case ToolFrame():
            return ToolCalled(ToolCall(frame.id, frame.name, frame.arguments))
        case FinishedFrame():
            return Finished(**frame.model_dump(exclude={"kind"}))
        case AcceptedFrame():
            return Accepted(frame.prompt_tokens)
    return None


def vector_frame(vector: Sequence[float]) -> VectorFrame:
    """Write a vector."""
    return VectorFrame(floats=base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode())


def vector_of(frame: VectorFrame) -> tuple[float, ...]:
    """Read a vector. Raises `BadMessageError`."""
    try:
        data = base64.b64decode(frame.floats, validate=True)
        if not 0 < len(data) <= 4 * _LONGEST_VECTOR:
            raise ValueError
        return struct.unpack(f"<{len(data) // 4}f", data)
    except (ValueError, binascii.Error, struct.error):
        raise BadMessageError("It is no vector.") from None


_TOLD = {
    one.code: one
    for one in (
        ContextOverflowError,
        DeadlineError,
        EngineCrashedError,
        EngineError,
        EngineStartError,
        InvalidInputError,
        UnsupportedError,
    )
}
"""Errors that a worker may tell of; others are the pool's."""
REQUEST_IS_WRONG = (ContextOverflowError, InvalidInputError, UnsupportedError)
"""Errors that another worker would have, too."""


def failed_frame(error: DeAIError) -> FailedFrame:
    """Write an error."""
    return FailedFrame(
        code=error.code,
        message=error.message[:_LONGEST_SAID],
        hint=error.hint[:_LONGEST_SAID],
        param=error.param[:100],
    )


def error_of(frame: FailedFrame) -> DeAIError:
    """Read an error; what it is called, we say and not the worker."""
    kind = _TOLD.get(frame.code, PoolError)
    return kind(frame.message, hint=frame.hint, param=frame.param)


def _texts(event: TextDelta) -> Iterator[TextFrame]:
    """Cut text that is too long for one frame; the tokens stand in the last, as they count when all is there."""
    text, logprobs = event.text, protocol.event_to_message(event).get("logprobs", [])
    while len(text) > _MOST_CHARACTERS or len(logprobs) > _MOST_LOGPROBS:
        yield TextFrame(text=text[:_MOST_CHARACTERS], tokens=0, logprobs=logprobs[:_MOST_LOGPROBS])
        text, logprobs = text[_MOST_CHARACTERS:], logprobs[_MOST_LOGPROBS:]
    yield TextFrame(text=text, tokens=event.tokens, logprobs=logprobs)
