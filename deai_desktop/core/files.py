"""Writes that happen whole or not at all, and changes that outlast a look of another program at the file."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_PATIENCE = 2.0
"""Seconds; a front end reads the node's file in far less, a virus scanner looks at a new file for about one."""


def write_safely(file: Path, content: bytes) -> None:
    """Replace a file's content whole or not at all; the file is readable by this user only."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        replace_file(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace_file(source: Path, target: Path) -> None:
    """Give a file another file's place, also where a program has one of them open for a moment; raises OSError."""
    _patiently(lambda: source.replace(target))


def remove_file(file: Path) -> None:
    """Delete a file if it is there, also where a program has it open for a moment; raises OSError."""
    _patiently(lambda: file.unlink(missing_ok=True))


def _patiently(change: Callable[[], object]) -> None:
    """Try for a while: Windows refuses to replace or delete a file that anyone has open."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            change()
        except PermissionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
