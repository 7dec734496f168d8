"""A file that another program may keep as a model, before anybody has looked into it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deai_desktop.models.library.scan import Scan, is_gguf

_LARGEST_NOTE = 1024 * 1024


@dataclass(frozen=True)
class Candidate:
    """Say where a file is and what its program calls it."""

    path: Path
    name: str
    sha256: str = ""
    """What the program says of the content; "" if it says nothing."""


def gguf_below(folder: Path, scan: Scan) -> Iterator[Candidate]:
    """Find the GGUF files below a folder, named by their place in it."""
    for path in scan.files(folder, is_gguf):
        yield Candidate(path, path.relative_to(folder).as_posix())


def distinct(folders: Iterable[Path | None]) -> list[Path]:
    """Keep the folders that are there, each once."""
    found: list[Path] = []
    for folder in folders:
        try:
            whole = folder.resolve() if folder is not None and folder.is_dir() else None
        except (OSError, ValueError, RuntimeError):
            continue
        if whole is not None and whole not in found:
            found.append(whole)
    return found


def read_note(path: Path) -> str:
    """Read a small text file of another program; "" when there is none, or it is too large or no text."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST_NOTE + 1)
        return content.decode("utf-8-sig") if len(content) <= _LARGEST_NOTE else ""
    except (OSError, ValueError):
        return ""


def read_json(path: Path) -> Mapping[str, Any]:
    """Read a JSON object of another program; empty when there is none."""
    try:
        data = json.loads(read_note(path) or "{}")
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def folder_named(text: object) -> Path | None:
    """Take a full path out of another program's settings; None for anything else."""
    if not isinstance(text, str) or not text.strip() or "\0" in text:
        return None
    path = Path(text.strip())
    return path if path.is_absolute() else None
