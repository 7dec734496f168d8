"""Text from files and pipes that goes along with a prompt."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from deai_desktop.core.errors import InvalidInputError, NotFoundError
from deai_desktop.core.units import format_bytes
from deai_desktop.system.console import is_console

_LARGEST = 2_000_000
"""Bytes; a message may have that many characters, see `api.schemas.conversations.LONGEST_CONTENT`."""


def read_piped_text() -> str:
    """Read what another program pipes to us; empty at a terminal."""
    if sys.stdin is None or is_console(sys.stdin):
        return ""
    return _as_text(sys.stdin.buffer.read(_LARGEST + 1), "The piped input").strip("\r\n")


def read_file(file: Path) -> str:
    """Read a file as a fenced block of Markdown under its name."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise NotFoundError(f"There is no file {file}.", title="File not found") from None
    except OSError as error:
        raise InvalidInputError(f"{file} can't be read: {error.strerror}.") from error
    text = _as_text(content, str(file)).rstrip("\n")
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{file.name}:\n{fence}\n{text}\n{fence}"


def _as_text(content: bytes, name: str) -> str:
    if len(content) > _LARGEST:
        raise InvalidInputError(
            f"{name} is larger than {format_bytes(_LARGEST)}.", hint="Give the part that matters."
        )
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))  # what Windows PowerShell's > writes
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InvalidInputError(f"{name} is not text.", hint="Only text can be attached, encoded as UTF-8.")
    return text.replace("\r\n", "\n")
