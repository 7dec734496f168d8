"""Writes that happen whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
