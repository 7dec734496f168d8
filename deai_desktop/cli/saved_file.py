"""Writes a file that the person named."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deai_desktop.core.errors import StorageError
from deai_desktop.core.files import write_safely

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of showing it."),
]


def save_file(file: Path, text: str, title: str) -> None:
    """Write a file whole or not at all; ``title`` says what could not be done in the `StorageError` it raises."""
    try:
        write_safely(file, text.encode())
    except OSError as error:
        raise StorageError(
            f"{file} can't be written: {error.strerror or error}.", title=title, hint="Choose another folder."
        ) from error
