"""A file that is still arriving: kept beside its target until its hash is right."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

from deai_desktop.core.errors import DiskFullError
from deai_desktop.core.files import write_safely
from deai_desktop.core.units import format_bytes

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Origin:
    """Remember which file the bytes so far belong to, so that only the same one is continued."""

    sha256: str
    url: str = ""
    validator: str = ""
    """Strong ETag, or else the modification date, for ``If-Range``."""


class PartialFile:
    """Collect one file of known size and hash; what has arrived survives a restart."""

    def __init__(self, target: Path, size: int, sha256: str) -> None:
        self.target = target
        self.size = size
        self.sha256 = sha256
        self.path = target.with_name(target.name + ".partial")
        self._origin_file = target.with_name(target.name + ".partial.json")
        self._hash = hashlib.sha256()
        self._stream: BinaryIO | None = None
        self.length = 0

    @property
    def missing(self) -> int:
        """Bytes still to come."""
        return self.size - self.length

    @property
    def is_genuine(self) -> bool:
        """Whether everything has arrived and has the right hash."""
        return self.length == self.size and self._hash.hexdigest() == self.sha256

    @property
    def length_on_disk(self) -> int:
        """Bytes that an earlier try left, as far as can be told without reading them."""
        try:
            return min(self.path.stat().st_size, self.size) if self._read_origin() else 0
        except OSError:
            return 0

    @contextmanager
    def opened(self, check: Callable[[], None]) -> Iterator[Origin]:
        """Open for going on, with the hash of what is there; ``check`` may raise to stop the reading."""
        try:
            with self._opened_stream(check) as origin:
                yield origin
        finally:
            if not self.length:
                self.remove()

    @contextmanager
    def _opened_stream(self, check: Callable[[], None]) -> Iterator[Origin]:
        with _disk_errors(self):
            origin = self._read_origin()
            self.target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self.path.open("ab+", buffering=0) as stream:
                self._stream = stream
                try:
                    self._resume(check, fresh=origin is None)
                    yield origin or Origin(self.sha256)
                finally:
                    self._stream = None

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
        write_safely(self._origin_file, json.dumps(asdict(replace(origin, sha256=self.sha256))).encode())

    def restart(self) -> None:
        """Drop what has arrived."""
        self._opened().truncate(0)
        self._hash = hashlib.sha256()
        self.length = 0

    def add(self, data: bytes) -> None:
        """Append bytes; raises `DiskFullError` and keeps what was written before."""
        stream = self._opened()
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) :]
        self._hash.update(data)
        self.length += len(data)

    def finish(self) -> None:
        """Put the genuine file in its place; only now does the target exist."""
        os.fsync(self._opened().fileno())
        self._opened().close()
        self.path.replace(self.target)
        self._origin_file.unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete what has arrived; only while it is not open."""
        self.path.unlink(missing_ok=True)
        self._origin_file.unlink(missing_ok=True)

    def _opened(self) -> BinaryIO:
        if self._stream is None:
            raise RuntimeError("the partial file is not open")
        return self._stream

    def _read_origin(self) -> Origin | None:
        """Return the origin of the bytes there, or None if they are of no use."""
        try:
            data = json.loads(self._origin_file.read_bytes()[:10_000])
            origin = Origin(str(data["sha256"]), str(data["url"]), str(data["validator"]))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        return origin if origin.sha256 == self.sha256 else None

    def _resume(self, check: Callable[[], None], *, fresh: bool) -> None:
        stream = self._opened()
        self._hash, self.length = hashlib.sha256(), 0
        if fresh or stream.seek(0, os.SEEK_END) > self.size:
            self.restart()
        stream.seek(0)
        while data := stream.read(_CHUNK):
            check()
            self._hash.update(data)
            self.length += len(data)


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
