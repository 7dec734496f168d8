"""Works out what removing a model frees, and does it; only files below our own folder are ever deleted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.core.errors import ConflictError
from deai_desktop.models.model import Model


@dataclass(frozen=True)
class Removal:
    """Say what a removal would do, before it is done."""

    frees: int
    """Bytes that will be free afterwards: none for a file that other links still lead to."""
    kept_file: str = ""
    """The person's or another program's file, which stays."""
    shared_with: tuple[str, ...] = ()
    """Other listed models that use the same file."""


def plan_removal(model: Model, models: Iterable[Model], home: Path) -> Removal:
    """Say what removing a model would free and what stays."""
    others = [one for one in models if one.id != model.id]
    mine = set(identities(model.paths))
    sharing = tuple(one.id for one in others if mine & set(identities(one.paths)))
    if model.imported:
        return Removal(0, str(model.path), sharing)
    return Removal(_freed_by(_own_files(model, others, home)), shared_with=sharing)


def delete_files(model: Model, models: Iterable[Model], home: Path) -> int:
    """Delete a downloaded model's own files below our folder and return the bytes freed.

    Raises `ConflictError` when the system does not let us.
    """
    others = [one for one in models if one.id != model.id]
    folder = model.path.parent
    if not _used_by(others, folder):
        return delete_unlisted(folder, home)
    files = _own_files(model, others, home)
    freed = _freed_by(files)
    with _explained(model.path.name):
        for file in files:
            file.unlink(missing_ok=True)
    return freed


def delete_unlisted(folder: Path, home: Path) -> int:
    """Delete one folder below ours with all that is in it; anything else is left alone. See `delete_files`."""
    if not is_own_folder(folder, home):
        return 0
    freed = _freed_by(_all_files(folder))
    with _explained(folder.name):
        shutil.rmtree(folder)
    return freed


def identities(paths: Iterable[Path]) -> list[tuple[int, int]]:
    """Tell files apart whatever they are called: hard links to one file are the same."""
    found = []
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError):
            continue
        if status.st_ino:
            found.append((status.st_dev, status.st_ino))
    return found


def _own_files(model: Model, others: Sequence[Model], home: Path) -> list[Path]:
    """List what would be deleted: the model's own folder below ours, or its files alone if others lie there."""
    folder = model.path.parent
    if not is_own_folder(folder, home):
        return []
    if _used_by(others, folder):
        kept = {path for one in others for path in one.paths}
        return [path for path in model.paths if path not in kept and path.is_file()]
    return _all_files(folder)


def is_own_folder(folder: Path, home: Path) -> bool:
    """Say whether this is a folder right below ours, and no link that leads elsewhere."""
    home = home.resolve()
    return folder.parent.resolve() == home and folder.resolve() == home / folder.name and folder.is_dir()


def _all_files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_symlink() or file.is_file()]


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConflictError(
            f"{name} could not be deleted: {error.strerror}.",
            hint="Unload the model, or close the program that uses the file, and try again.",
        ) from error


def _used_by(models: Iterable[Model], folder: Path) -> bool:
    return any(path.is_relative_to(folder) for one in models for path in one.paths)


def _freed_by(files: Sequence[Path]) -> int:
    """Add up files whose last link goes."""
    links: dict[tuple[int, int], int] = {}
    freed = 0
    for file in files:
        status = os.lstat(file)
        key = (status.st_dev, status.st_ino)
        links[key] = links.get(key, 0) + 1
        if links[key] == max(1, status.st_nlink):
            freed += status.st_size
    return freed
