"""Puts a file of the person's own into our folder: sharing its blocks or the file itself where that can be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from deai_desktop.models.library.transfer import Advance, check_room, copy_verified, explained
from deai_desktop.system.file_clone import clone_file

UNFINISHED = ".taking-in"
"""Ending of a folder that is not complete yet."""


class TakenIn(StrEnum):
    """Say how a file came into our folder."""

    CLONE = "clone"
    """A copy of its own that takes no room until it is changed (Btrfs, XFS)."""
    HARD_LINK = "hard-link"
    """The same file under a second name; takes no room, and stays when the first name is deleted."""
    COPY = "copy"


def take_in(source: Path, names: Sequence[str], folder: Path, advance: Advance) -> TakenIn:
    """Bring files of a folder into a new one, all or none; return how the last of them came (all come alike).

    Raises `DiskFullError` or `ConflictError`.
    """
    unfinished = folder.with_name(folder.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    how = TakenIn.CLONE
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        for name in names:
            target = unfinished / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            how = _bring((source / name).resolve(), target, how, advance)
        unfinished.rename(folder)
    except OSError as error:
        raise explained(error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return how


def clear_unfinished(home: Path) -> None:
    """Delete what a copy that was interrupted has left in our folder."""
    with suppress(OSError):
        for folder in home.glob(f"*{UNFINISHED}"):
            if folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)


def _bring(source: Path, target: Path, way: TakenIn, advance: Advance) -> TakenIn:
    """Try the ways from the one that went well before, cheapest first."""
    size = source.stat().st_size
    if way is TakenIn.CLONE and clone_file(source, target):
        advance(size)
        return TakenIn.CLONE
    if way is not TakenIn.COPY and _link(source, target):
        advance(size)
        return TakenIn.HARD_LINK
    check_room(target.parent, size)
    copy_verified(source, target, advance)
    return TakenIn.COPY


def _link(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except OSError:
        return False
    return True
