"""Copies files so that each is known to have arrived, with progress and a way to stop."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from deai_desktop.core.errors import ConflictError, DiskFullError, StorageError
from deai_desktop.core.units import format_bytes
from deai_desktop.downloads.partial_file import sha256_of

_CHUNK = 4 * 1024 * 1024
_SPARE = 64 * 1024 * 1024
"""Room that a disk should have left afterwards."""

Advance = Callable[[int], None]
"""Told how many more bytes were copied; may raise to stop."""


def files_below(folder: Path) -> list[Path]:
    """List all files and links below a folder, as paths relative to it; links to folders count as files."""
    found = []
    for root, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        found += [(Path(root) / name).relative_to(folder) for name in (*files, *links)]
    return sorted(found)


def copy_verified(source: Path, target: Path, advance: Advance) -> None:
    """Copy one file, write it to the disk, and read it back to compare; a link is made anew.

    Raises `OSError`, or `StorageError` when what arrived is something else.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    digest = hashlib.sha256()
    with source.open("rb") as reader, target.open("xb") as writer:
        while data := reader.read(_CHUNK):
            digest.update(data)
            writer.write(data)
            advance(len(data))
        writer.flush()
        os.fsync(writer.fileno())
    with suppress(OSError):  # some file systems keep no dates or rights
        shutil.copystat(source, target)
    if sha256_of(target, lambda: advance(0)) != digest.hexdigest():
        raise StorageError(
            f"{target} is not what was written to it.",
            title="The copy is damaged",
            hint="The disk may be failing: choose another one. Nothing was removed.",
        )


def check_room(folder: Path, needed: int) -> None:
    """Raise `DiskFullError` unless a disk has room for that many bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        raise DiskFullError(
            f"{format_bytes(needed)} are needed there, and the disk has {format_bytes(free)} left.",
            hint="Make room, or choose a folder on another disk.",
        )


def explained(error: OSError) -> ConflictError | DiskFullError:
    """Put into words why the system did not let us write, move or link a file."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", None) in (39, 112):
        return DiskFullError(
            "The disk became full meanwhile.", hint="Make room, or choose a folder on another disk."
        )
    what = error.filename or "A file"
    return ConflictError(
        f"{what} can't be written or moved: {error.strerror or error}.",
        hint="Check that the folder is yours and that no other program uses the files.",
    )
