"""Writes a file where the person wants it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl

from deai_desktop.core.errors import StorageError
from deai_desktop.core.files import write_safely


def save_file(file: Path | QUrl, content: bytes, title: str) -> None:
    """Write a file whole or not at all; ``title`` says what could not be done in the `StorageError` it raises."""
    path = file if isinstance(file, Path) else Path(file.toLocalFile())
    try:
        write_safely(path, content)
    except OSError as error:
        raise StorageError(
            error.strerror or str(error), title=title, hint="Choose another folder."
        ) from error
