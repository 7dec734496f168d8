"""What SQLite and the disk report, in words for people."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deai_desktop.core.errors import DiskFullError, StorageError

_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LITTLE_SPACE = 1_000_000

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what the world did to a database file into a `StorageError`; our own mistakes pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        explanation = _explanation(file, error)
        if explanation is None:
            raise
        raise explanation from error
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise _disk_full(file) from error
        raise


def _explanation(file: Path, error: sqlite3.Error) -> StorageError | None:
    # Errors that the sqlite3 module raises itself carry no code: those are mistakes of ours.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_almost_full(file)):
        return _disk_full(file)
    if code in _DAMAGED:
        return damaged(file)
    if code in _BUSY:
        return StorageError(
            f"Another program is using {file} ({error}).",
            hint="Close the other program, or wait a moment and try again.",
        )
    if code in _REFUSED:
        return StorageError(
            f"The file {file} can't be opened or written ({error}).",
            hint="Check that you may write to that folder, and that no other program has locked the file.",
        )
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_PROTOCOL}:
        return StorageError(
            f"The disk reports an error at {file} ({error}).",
            hint="Check the disk. The database must lie on a local disk, not on a network drive.",
        )
    return None


def damaged(file: Path) -> StorageError:
    """Describe a file that is no database, or no longer one."""
    return StorageError(
        f"The file {file} is damaged or is not a database.",
        hint=f"Nothing was deleted. Move the file away to start afresh, or put a copy in its place: one made"
        f" before an update may lie beside it as {file.name}.before-….",
    )


def _disk_full(file: Path) -> DiskFullError:
    return DiskFullError(
        f"There is no room left on the disk of {file.parent}.",
        hint="Make room, for example by removing models you no longer use, and try again.",
    )


def _is_almost_full(file: Path) -> bool:
    """Recognise a full disk behind a plain I/O error, as SQLite reports it for its shared memory file."""
    try:
        return shutil.disk_usage(file.parent).free < _LITTLE_SPACE
    except OSError:
        return False
