"""What a job asks for, as it goes sealed to the worker: read strictly, since a stranger wrote it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.engines import protocol
from deai_desktop.engines.base import GenerateRequest, Priority
from deai_desktop.engines.base import Role as Speaker
from deai_desktop.pool.errors import BadMessageError

LARGEST_REQUEST = 4 * 1024 * 1024
_Name = Annotated[str, Field(max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class _ToolCall(_Strict):
    id: _Name
    name: _Name
    arguments: str


class _Message(_Strict):
    role: Literal["system", "user", "assistant", "tool"]
    content: str
    tool_calls: list[_ToolCall] = Field(max_length=128)
    tool_call_id: _Name
    name: _Name


class _Tool(_Strict):
    name: _Name
    description: str
    parameters: dict[str, Any]


class _Sampling(_Strict):
    temperature: float = Field(ge=0, le=10)
    top_k: int = Field(ge=-1, le=1_000_000)
    top_p: float = Field(ge=0, le=1)
    min_p: float = Field(ge=0, le=1)
    repeat_penalty: float = Field(gt=0, le=10)
    presence_penalty: float = Field(ge=-10, le=10)
    frequency_penalty: float = Field(ge=-10, le=10)
    seed: int | None = Field(ge=-(2**63), lt=2**64)
    logit_bias: list[tuple[int, float]] = Field(max_length=1024)


class _Output(_Strict):
    kind: Literal["text", "json", "json_schema"]
    # "schema" would hide what pydantic itself has under that name.
    schema_: dict[str, Any] | None = Field(alias="schema")


class _Generate(_Strict):
    kind: Literal["generate"]
    messages: list[_Message] = Field(max_length=20_000)
    prompt: str | Annotated[list[int], Field(max_length=1_000_000)] | None
    sampling: _Sampling
    max_tokens: int | None = Field(ge=1, le=100_000_000)
    stop: list[Annotated[str, Field(max_length=1000)]] = Field(max_length=16)
    output: _Output
    tools: list[_Tool] = Field(max_length=128)
    tool_choice: _Name
    parallel_tool_calls: bool
    logprobs: int | None = Field(ge=0, le=20)
    deadline: float | None = Field(ge=0, le=1e9)
    begun: str


class _Embed(_Strict):
    kind: Literal["embed"]
    texts: list[str] = Field(min_length=1, max_length=10_000)


_READ: TypeAdapter[_Generate | _Embed] = TypeAdapter(
    Annotated[_Generate | _Embed, Field(discriminator="kind")]
)
_OURS = ("adapters", "requester", "priority")
"""What the worker fills in, and nobody tells it."""


def write_generate(request: GenerateRequest) -> bytes:
    """Return what to send. Raises `InvalidInputError` where it is too long."""
    fields = protocol.request_to_message(request)
    return _written({"kind": "generate", **{key: fields[key] for key in fields if key not in _OURS}})


def write_embed(texts: Sequence[str]) -> bytes:
    """Return what to send. Raises `InvalidInputError` where it is too long."""
    return _written({"kind": "embed", "texts": list(texts)})


def read_request(data: bytes, requester: str) -> GenerateRequest | tuple[str, ...]:
    """Return the answer that is wanted, or the texts that vectors are. Raises `BadMessageError`."""
    try:
        read = _READ.validate_json(data)
    except ValidationError:
        raise BadMessageError("The request can't be understood.", hint="Update DeAI on both PCs.") from None
    if isinstance(read, _Embed):
        return tuple(read.texts)
    fields = read.model_dump(by_alias=True)
    ours = {"adapters": (), "requester": requester, "priority": Priority.SHARED}
    return protocol.request_from_message({**fields, **ours})


def texts_of(request: GenerateRequest | tuple[str, ...]) -> list[str]:
    """Return all that people wrote in a request, for who looks whether it is allowed."""
    if isinstance(request, tuple):
        return list(request)
    said = [one.content for one in request.messages if one.role is not Speaker.TOOL]
    return [*said, request.prompt] if isinstance(request.prompt, str) else said


def _written(fields: dict[str, Any]) -> bytes:
    # Half a character (a lone surrogate) becomes a question mark: nobody else could read it.
    data = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(data) > LARGEST_REQUEST:
        raise InvalidInputError(
            f"It has {len(data)} bytes; the pool takes {LARGEST_REQUEST}.", hint="Shorten it."
        )
    return data
