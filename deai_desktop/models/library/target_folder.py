"""Decides whether the models folder can be moved to a place, before anything is touched."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from deai_desktop.core.errors import BadFolderError
from deai_desktop.models.model_facts import plain_text

_HARMLESS = frozenset({".ds_store", "desktop.ini", "thumbs.db", "lost+found", ".directory"})
"""What systems put into folders by themselves."""


def checked_target(target: Path, current: Path) -> Path:
    """Return the full path of an empty, writable folder, which is made if need be; raises `BadFolderError`."""
    try:
        str(target).encode()  # the database holds no name that is not text
        target = target.expanduser()
        if not target.is_absolute():
            raise BadFolderError("The path must be a full one.", hint="Begin it at the root.", param="folder")
        target = target.resolve()
        current = current.resolve()
    except (OSError, RuntimeError, ValueError):
        name = plain_text(str(target), 500)
        raise BadFolderError(
            f"{name} can't be the name of a folder.", hint="Check the path.", param="folder"
        ) from None
    if target == current:
        raise BadFolderError("The models are there already.", hint="Choose another folder.", param="folder")
    if target.is_relative_to(current) or current.is_relative_to(target):
        raise BadFolderError(
            f"One of {current} and {target} lies inside the other.",
            hint="Choose a folder of its own, beside it.",
            param="folder",
        )
    if target.parent == target:
        raise BadFolderError(
            "A whole drive can't be the models folder.", hint="Choose a folder on it.", param="folder"
        )
    _make(target)
    return target


def _make(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        foreign = [entry.name for entry in os.scandir(target) if entry.name.lower() not in _HARMLESS]
    except FileExistsError as error:
        if not target.exists():  # Windows says so of a file that stands in the way to it
            raise _not_writable(target, error) from error
        raise BadFolderError(f"{target} is a file.", hint="Choose a folder.", param="folder") from None
    except OSError as error:
        raise _not_writable(target, error) from error
    if foreign:
        raise BadFolderError(
            f"{target} is not empty: it holds {plain_text(foreign[0])}, for example.",
            hint="Choose an empty folder, or a new one inside it.",
            param="folder",
        )
    try:
        with tempfile.TemporaryFile(dir=target):
            pass
    except OSError as error:
        raise _not_writable(target, error) from error


def _not_writable(target: Path, error: OSError) -> BadFolderError:
    return BadFolderError(
        f"{target} can't be written to: {error.strerror or error}.",
        hint="Choose a folder that is yours.",
        param="folder",
    )
