"""Reads exported conversations from disk."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from deai_desktop.api.schemas.conversation_file import ConversationFile, is_conversation
from deai_desktop.core.errors import InvalidInputError, NotFoundError
from deai_desktop.core.units import format_bytes

LARGEST = 60_000_000
"""Bytes; the node takes no more than 64 MiB at once."""


class NotAConversationError(InvalidInputError):
    """Refuse a file that is something else, and not an exported conversation."""

    code = "not_a_conversation"


def read_conversation(file: Path) -> ConversationFile:
    """Read an exported conversation.

    Raises `NotFoundError`, `NotAConversationError` for a file of another kind, and `InvalidInputError` for
    one of ours that is damaged, too large or of a newer version.
    """
    title = f"“{file.name}” can't be imported"
    text = _text(_content(file, title))
    try:
        data = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        data = None
    if not is_conversation(data):
        raise NotAConversationError(
            "It is not a conversation that DeAI Desktop has exported.",
            hint="Choose a file that was exported as JSON.",
            title=title,
        )
    try:
        return ConversationFile.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])[:200]
        message = f"{field}: {first['msg']}." if field else first["msg"]
        hint = "Export the conversation again."
        raise InvalidInputError(message, title=title, hint=hint, param=field) from None


def _content(file: Path, title: str) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise NotFoundError("There is no such file.", title=title) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "It can't be read."
        raise InvalidInputError(reason, title=title) from error
    if len(content) > LARGEST:
        raise InvalidInputError(f"It is larger than {format_bytes(LARGEST)}.", title=title)
    return content


def _text(content: bytes) -> str | None:
    """Decode UTF-8, or the UTF-16 that ``>`` makes in Windows PowerShell; None when it is no text."""
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        return None
