"""Reads what a node replies, and words what went wrong."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from deai_desktop.api.schemas.errors import ErrorBody, error_of
from deai_desktop.core.errors import DeAIError, NodeUnreachableError

Read = TypeVar("Read")


def read_reply(kind: TypeAdapter[Read], data: bytes) -> Read:
    """Read a reply of a kind; raises `NodeUnreachableError` when it is of none that we know."""
    try:
        return kind.validate_json(data)
    except ValidationError as error:
        raise NodeUnreachableError(
            "Its reply can't be read; another version may be running.",
            hint="Stop it with `deai stop` and try again.",
        ) from error


def error_in_reply(status: int, content: bytes) -> DeAIError:
    """Rebuild the error in a reply."""
    try:
        return error_of(ErrorBody.model_validate_json(content).error)
    except ValidationError:
        return NodeUnreachableError(f"It replied with status {status}.")


def unreachable(address: str) -> NodeUnreachableError:
    """Say that nobody answers there."""
    return NodeUnreachableError(
        f"The node at {address} does not answer.", hint="See `deai status`; if it hangs, `deai stop` ends it."
    )
