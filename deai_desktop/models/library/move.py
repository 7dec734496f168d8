"""Moves the models folder: at every moment one whole copy exists and the database knows where.

A move writes down its goal, then copies and checks every file (or renames the folder within a file system), then
switches the database over in one transaction, then deletes the old files. `recover` takes up what was interrupted.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from deai_desktop.models.library.folder import ModelsFolder
from deai_desktop.models.library.target_folder import checked_target
from deai_desktop.models.library.transfer import Advance, check_room, copy_verified, explained, files_below

log = logging.getLogger(__name__)

_NOT_BY_RENAMING = (errno.EXDEV, errno.EBUSY, errno.ENOTEMPTY)
"""What the system says when one of the folders is a disk of its own, or holds what we must not delete."""


class FolderMove:
    """Carry out one move. Raises `InvalidInputError`, `DiskFullError` or `ConflictError`; nothing is lost then."""

    def __init__(self, place: ModelsFolder, target: Path, unload: Callable[[], None]) -> None:
        self._place = place
        self._source = place.path.resolve()
        self._unload = unload
        self.target = checked_target(target, place.path)
        self.files = files_below(self._source) if self._source.is_dir() else []
        self.total = sum(_size(self._source / file) for file in self.files)

    def run(self, advance: Advance) -> None:
        """Move everything; ``advance`` may raise to stop as long as the old folder is the one in use."""
        self._unload()
        if not self._source.is_dir():  # nothing yet, or its drive is gone for good
            self._place.switch(self.target, leaves_files=False)
            return
        if not self._rename():
            self._copy(advance)

    def _rename(self) -> bool:
        """Move the folder as a whole where that is one step; False when it lies on another disk."""
        if self._source.stat().st_dev != self.target.stat().st_dev:
            return False
        self._place.begin(self.target, renaming=True)
        try:
            _empty(self.target)
            self.target.rmdir()
            self._source.rename(self.target)
        except OSError as error:
            self.target.mkdir(parents=True, exist_ok=True)
            self._place.give_up()
            if error.errno in _NOT_BY_RENAMING:
                return False
            raise explained(error) from error
        self._place.switch(self.target, leaves_files=False)
        return True

    def _copy(self, advance: Advance) -> None:
        check_room(self.target, self.total)
        self._place.begin(self.target, renaming=False)
        try:
            for file in self.files:
                copy_verified(self._source / file, self.target / file, advance)
            _write_out(self.target)
        except Exception as error:
            delete_copies(self.target, self._source)
            self._place.give_up()
            if isinstance(error, OSError):
                raise explained(error) from error
            raise
        self._place.switch(self.target, leaves_files=True)
        self._unload()
        leave(self._place)


def recover(place: ModelsFolder) -> None:
    """Take up a move that was interrupted: finish it where the files are moved, else clear it away."""
    state = place.state
    source = place.path
    if (target := state.moving_to) is not None:
        if state.is_renaming and not source.is_dir():
            if not target.is_dir():
                return  # both are away: their drive is not connected
            place.switch(target, leaves_files=False)
        else:
            if not state.is_renaming:
                delete_copies(target, source.resolve())
            place.give_up()
        log.info(
            "a move of the models folder to %s was interrupted; the models are in %s", target, place.path
        )
    leave(place)


def leave(place: ModelsFolder) -> None:
    """Delete the files that were copied out of the folder before; what can't be deleted is tried at the next start."""
    old = place.state.leaving
    if old is None or not place.path.is_dir():
        return
    if old.is_dir() and not _delete_twins(old, place.path):
        log.warning("some files could not be deleted from %s, where the models were before", old)
        return
    place.forget_old()


def delete_copies(target: Path, source: Path) -> None:
    """Delete what a move has put into its target so far: files that the old folder has under the same name."""
    if target.is_dir() and source.is_dir():
        for file in files_below(source):
            with suppress(OSError):
                if not _is_same(target / file, source / file):
                    (target / file).unlink(missing_ok=True)
        _remove_empty_folders(target)


def _delete_twins(old: Path, new: Path) -> bool:
    """Delete the files of the old folder that the new one has with the same size; tell whether all could be."""
    is_done = True
    for file in files_below(old):
        twin = new / file
        if not os.path.lexists(twin) or _size(twin) != _size(old / file) or _is_same(twin, old / file):
            continue
        try:
            (old / file).unlink()
        except OSError:
            is_done = False
    _remove_empty_folders(old)
    with suppress(OSError):
        old.rmdir()
    return is_done


def _remove_empty_folders(folder: Path) -> None:
    for root, _, _ in os.walk(folder, topdown=False):
        if Path(root) != folder:
            with suppress(OSError):
                Path(root).rmdir()


def _empty(folder: Path) -> None:
    """Delete the little files that systems put into folders; `checked_target` saw to it that there are no others."""
    for entry in list(os.scandir(folder)):
        if entry.is_file(follow_symlinks=False):
            Path(entry.path).unlink()


def _write_out(folder: Path) -> None:
    """Have the names of the files written to the disk, too, where a folder can be opened for that."""
    for root, _, _ in os.walk(folder):
        with suppress(OSError):
            handle = os.open(root, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _size(file: Path) -> int:
    return file.lstat().st_size


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
