"""A file that is still arriving: kept beside its target until its hash is right."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from deai_desktop.core.errors import DiskFullError
from deai_desktop.core.files import replace_file
from deai_desktop.core.units import format_bytes
from deai_desktop.downloads.front_hash import FrontHash
from deai_desktop.downloads.partial_note import Note, Origin, read_note
from deai_desktop.downloads.parts import Part, Parts

_CHUNK = 1024 * 1024
_SAVE_SECONDS = 2.0
"""So much work at most is lost when the program is killed while several parts arrive."""

Write = Callable[[Part, bytes], None]
"""Puts the next bytes of a part in their place."""


class PartialFile:
    """Collect one file of known size and hash; what has arrived survives a restart.

    With ``sha256`` empty, nothing can be checked or continued: only a file of the right size is wanted.
    """

    def __init__(self, target: Path, size: int, sha256: str) -> None:
        self.target = target
        self.size = size
        self.sha256 = sha256
        self.path = target.with_name(target.name + ".partial")
        self.parts = Parts(size)
        self.found_sha256 = ""
        """What the hash turned out to be; empty before `check_hash`."""
        self._note_file = target.with_name(target.name + ".partial.json")
        self._origin = Origin(sha256)
        self._is_scattered = False
        self._next_save = 0.0
        self._stream: BinaryIO | None = None
        self._hash: FrontHash | None = None

    @property
    def length(self) -> int:
        """Bytes that are there."""
        return self.parts.done

    @property
    def missing(self) -> int:
        """Bytes still to come."""
        return self.size - self.parts.done

    @property
    def length_on_disk(self) -> int:
        """Bytes that an earlier try left, as far as can be told without reading them."""
        note = self._read_note()
        try:
            length = self.path.stat().st_size if note else 0
        except OSError:
            return 0
        return Parts(self.size, note.intervals(min(length, self.size), self.size)).done if note else 0

    @contextmanager
    def opened(self) -> Iterator[Origin]:
        """Open for going on; tells where the bytes that are there come from."""
        try:
            with _disk_errors(self), self._opened_stream() as origin:
                yield origin
        finally:
            if not self.length:
                self.remove()

    @contextmanager
    def _opened_stream(self) -> Iterator[Origin]:
        note = self._read_note()
        self.target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.path.open("ab+", buffering=0) as stream, FrontHash(self.path) as front_hash:
            self._stream, self._hash = stream, front_hash
            try:
                self._resume(note)
                yield self._origin
            finally:
                self._save_at_last()
                self._stream = self._hash = None

    @contextmanager
    def writing(self) -> Iterator[Write]:
        """Give out a way to write that one thread may use."""
        front_hash = self._opened()[1]
        with self.path.open("rb+", buffering=0) as stream:

            def write(part: Part, data: bytes) -> None:
                stream.seek(part.position)
                rest = memoryview(data)
                while rest:
                    count = stream.write(rest)
                    self.parts.advance(part, count)
                    rest = rest[count:]
                front_hash.reached(self.parts.front)

            yield write

    def check_space(self) -> None:
        """Raise `DiskFullError` unless the rest fits on the disk."""
        if shutil.disk_usage(self.target.parent).free < self.missing:
            raise self.disk_full()

    def disk_full(self) -> DiskFullError:
        """Say how much room is needed and how much there is."""
        free = shutil.disk_usage(self.target.parent).free
        return DiskFullError(
            f"{format_bytes(self.missing)} are still to come, and the disk has {format_bytes(free)} left.",
            hint="Make room and start the download again: it goes on where it stopped.",
        )

    def remember(self, origin: Origin) -> None:
        """Write down where the bytes come from, before the first of them."""
        self._origin = replace(origin, sha256=self.sha256)
        self.save()

    def scatter(self) -> None:
        """Write down, before it is so, that bytes come in several places: the file's length says nothing then."""
        self._is_scattered = True
        self.save()

    def save(self) -> None:
        """Write down what is there, once the disk has it."""
        began = time.monotonic()
        parts = None
        if self._is_scattered:
            parts = tuple(self.parts.intervals)
            os.fsync(self._opened()[0].fileno())
        Note(self._origin, parts).write(self._note_file)
        now = time.monotonic()
        # A slow disk shall mostly do something else.
        self._next_save = now + max(_SAVE_SECONDS, 10 * (now - began))

    def save_sometimes(self) -> None:
        """Write down what is there if that is needed and was long ago."""
        if self._is_scattered and time.monotonic() >= self._next_save:
            self.save()

    def restart(self, keep: Part | None = None) -> None:
        """Drop what has arrived; ``keep`` is the one part that goes on, with the whole file."""
        stream, front_hash = self._opened()
        front_hash.restart()
        stream.truncate(0)
        self.parts.clear(keep)
        if self._is_scattered:
            self._is_scattered = False
            self.save()

    def check_hash(self, check: Callable[[], None]) -> bool:
        """Tell whether everything has arrived and has the right hash; ``check`` may raise to stop the wait."""
        if self.missing:
            return False
        self.found_sha256 = self._opened()[1].digest(self.size, check)
        return not self.sha256 or self.found_sha256 == self.sha256

    def finish(self) -> None:
        """Put the genuine file in its place; only now does the target exist."""
        stream, front_hash = self._opened()
        os.fsync(stream.fileno())
        front_hash.close()
        stream.close()
        replace_file(self.path, self.target)
        self._note_file.unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete what has arrived; only while it is not open."""
        self.path.unlink(missing_ok=True)
        self._note_file.unlink(missing_ok=True)

    def _opened(self) -> tuple[BinaryIO, FrontHash]:
        if self._stream is None or self._hash is None:
            raise RuntimeError("the partial file is not open")
        return self._stream, self._hash

    def _read_note(self) -> Note | None:
        """Return the note about the bytes there, or None if they are of no use."""
        note = read_note(self._note_file) if self.sha256 else None
        return note if note and note.origin.sha256 == self.sha256 else None

    def _resume(self, note: Note | None) -> None:
        stream, front_hash = self._opened()
        have = note.intervals(stream.seek(0, os.SEEK_END), self.size) if note else []
        self.parts = Parts(self.size, have)
        self._origin = note.origin if note else Origin(self.sha256)
        self._is_scattered = bool(note and note.parts is not None)
        if not self.length:
            self.restart()
        front_hash.reached(self.parts.front)

    def _save_at_last(self) -> None:
        """Note what is there unless the file is whole; what was noted before stays true if that fails."""
        if self._is_scattered and not self._opened()[0].closed:
            with suppress(OSError):
                self.save()


@contextmanager
def _disk_errors(partial: PartialFile) -> Iterator[None]:
    """Turn the operating system's word for a full disk into ours."""
    try:
        yield
    except OSError as error:
        # 112 is Windows' ERROR_DISK_FULL, which Python does not always map to ENOSPC.
        if error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", None) in (39, 112):
            raise partial.disk_full() from error
        raise


def sha256_of(path: Path, check: Callable[[], None] | None = None) -> str:
    """Hash a whole file; ``check`` is called often and may raise to stop."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while data := stream.read(_CHUNK):
            if check:
                check()
            digest.update(data)
    return digest.hexdigest()
