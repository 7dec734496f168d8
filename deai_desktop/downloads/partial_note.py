"""The note beside a file that is still arriving: which file it is, and which pieces of it are there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deai_desktop.core.files import write_safely
from deai_desktop.downloads.parts import Interval

_LARGEST = 100_000
_MOST_PARTS = 2000


@dataclass(frozen=True)
class Origin:
    """Remember which file the bytes so far belong to, so that only the same one is continued."""

    sha256: str
    url: str = ""
    validator: str = ""
    """Strong ETag, or else the modification date, for ``If-Range``."""


@dataclass(frozen=True)
class Note:
    """Say where the bytes come from; without ``parts``, they are there from the beginning to the file's end."""

    origin: Origin
    parts: tuple[Interval, ...] | None = None

    def write(self, file: Path) -> None:
        """Write the note whole or not at all."""
        origin = self.origin
        data: dict[str, Any] = {
            "sha256": origin.sha256,
            "url": origin.url,
            "validator": origin.validator,
        }
        if self.parts is not None:
            data["parts"] = self.parts
        write_safely(file, json.dumps(data).encode())

    def intervals(self, length: int, size: int) -> list[Interval]:
        """Return what is there, given how long the file is; never more than the file can hold."""
        if self.parts is None:
            return [(0, length)] if length <= size else []
        most = min(length, size)
        return [(start, min(end, most)) for start, end in self.parts if start < most]


def read_note(file: Path) -> Note | None:
    """Read a note; None when there is none that makes sense."""
    try:
        with file.open("rb") as stream:
            data = json.loads(stream.read(_LARGEST))
        origin = Origin(str(data["sha256"]), str(data["url"]), str(data["validator"]))
        return Note(origin, _parts(data["parts"]) if "parts" in data else None)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _parts(data: object) -> tuple[Interval, ...]:
    if not isinstance(data, list) or len(data) > _MOST_PARTS:
        raise ValueError(data)
    parts = []
    for start, end in data:
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise ValueError(data)
        parts.append((start, end))
    return tuple(parts)
