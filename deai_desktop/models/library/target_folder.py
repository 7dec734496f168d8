"""Decides whether the models folder can be moved to a place, before anything is touched."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.models.model_facts import plain_text

_HARMLESS = frozenset({".ds_store", "desktop.ini", "thumbs.db", "lost+found", ".directory"})
"""What systems put into folders by themselves."""


def checked_target(target: Path, current: Path) -> Path:
    """Return the full path of an empty, writable folder, which is made if need be; raises `InvalidInputError`."""
    try:
        str(target).encode()  # the database holds no name that is not text
        target = target.expanduser()
        if not target.is_absolute():
            raise _refused("The path must be a full one.", "Begin it at the root.")
        target = target.resolve()
        current = current.resolve()
    except (OSError, RuntimeError, ValueError):
        name = plain_text(str(target), 500)
        raise _refused(f"{name} can't be the name of a folder.", "Check the path.") from None
    if target == current:
        raise _refused("The models are there already.", "Choose another folder.")
    if target.is_relative_to(current) or current.is_relative_to(target):
        raise _refused(
            f"One of {current} and {target} lies inside the other.", "Choose a folder of its own, beside it."
        )
    if target.parent == target:
        raise _refused("A whole drive can't be the models folder.", "Choose a folder on it.")
    _make(target)
    return target


def _make(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        foreign = [entry.name for entry in os.scandir(target) if entry.name.lower() not in _HARMLESS]
    except FileExistsError:
        raise _refused(f"{target} is a file.", "Choose a folder.") from None
    except OSError as error:
        raise _not_writable(target, error) from error
    if foreign:
        raise _refused(
            f"{target} is not empty: it holds {plain_text(foreign[0])}, for example.",
            "Choose an empty folder, or a new one inside it.",
        )
    try:
        with tempfile.TemporaryFile(dir=target):
            pass
    except OSError as error:
        raise _not_writable(target, error) from error


def _not_writable(target: Path, error: OSError) -> InvalidInputError:
    return _refused(
        f"{target} can't be written to: {error.strerror or error}.", "Choose a folder that is yours."
    )


def _refused(message: str, hint: str) -> InvalidInputError:
    return InvalidInputError(message, hint=hint, title="The models can't be moved there", param="folder")
