"""Looks through folders of other programs within limits: so deep, so many entries, so long."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

DEEPEST = 8
MOST_ENTRIES = 50_000
MOST_SECONDS = 20.0

_MOUNT_POINT = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT of winnt.h: a junction."""


class Scan:
    """Walk folders; once a limit is reached, nothing more is found and `is_cut` says so. Links are not followed."""

    def __init__(
        self,
        *,
        deepest: int = DEEPEST,
        most_entries: int = MOST_ENTRIES,
        most_seconds: float = MOST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._deepest = deepest
        self._left = most_entries
        self._clock = clock
        self._deadline = clock() + most_seconds
        self.is_cut = False
        """Whether a limit ended the search before everything was seen."""

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """List a folder by name; empty when it is not there, not readable, or the limits are reached."""
        found = []
        try:
            with os.scandir(folder) as listed:
                for entry in listed:
                    if not self.may_go_on():
                        break
                    self._left -= 1
                    found.append(entry)
        except (OSError, ValueError):
            return []
        return sorted(found, key=lambda entry: entry.name)

    def files(self, folder: Path, wanted: Callable[[str], bool]) -> Iterator[Path]:
        """Find the regular files below a folder whose name is wanted."""
        todo = [(folder, 1)]
        while todo:
            place, depth = todo.pop(0)
            for entry in self.entries(place):
                if entry.is_symlink() or _is_junction(entry):
                    continue
                if _is_folder(entry):
                    if depth < self._deepest:
                        todo.append((Path(entry.path), depth + 1))
                    else:
                        self.is_cut = True
                elif wanted(entry.name) and _is_file(entry):
                    yield Path(entry.path)

    def may_go_on(self) -> bool:
        """Say whether the limits allow more."""
        if self._left <= 0 or self._clock() > self._deadline:
            self.is_cut = True
        return not self.is_cut


def is_gguf(name: str) -> bool:
    """Say whether a file name is one of a GGUF model."""
    return name.lower().endswith(".gguf") and not name.startswith(".")


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Say whether it is Windows' own kind of link to a folder (known to Python from 3.12 on)."""
    check = getattr(entry, "is_junction", None)
    try:
        if check:
            return bool(check())
        return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT
    except OSError:
        return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False
