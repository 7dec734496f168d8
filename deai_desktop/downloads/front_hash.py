"""Hashes a file while it arrives: as far as it is there without a gap, in a thread of its own."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

_BLOCK = 1024 * 1024


class FrontHash:
    """Follow the front of a growing file, mostly in what the system still has in memory of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = threading.Condition()
        self._hash = hashlib.sha256()
        self._front = 0
        self._hashed = 0
        self._round = 0
        self._is_urgent = False
        self._is_closed = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="download hash", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the thread and let go of the file; closing twice is the same as once."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._thread.join()

    def reached(self, front: int) -> None:
        """Note how far the file is there; waking the thread for every little is not worth it."""
        self._front = front
        if front - self._hashed >= 4 * _BLOCK:
            with self._changed:
                self._changed.notify_all()

    def restart(self) -> None:
        """Begin anew with an empty file."""
        with self._changed:
            self._hash, self._hashed, self._front = hashlib.sha256(), 0, 0
            self._round += 1

    def digest(self, size: int, check: Callable[[], None]) -> str:
        """Wait until ``size`` bytes are hashed and return the hash; ``check`` may raise to stop waiting.

        Raises the `OSError` that reading met with.
        """
        with self._changed:
            self._front, self._is_urgent = size, True
            self._changed.notify_all()
            while self._hashed < size and self._error is None:
                check()
                self._changed.wait(0.1)
            self._is_urgent = False
            if self._error is not None:
                raise self._error
            return self._hash.hexdigest()

    def _run(self) -> None:
        try:
            with self._path.open("rb", buffering=0) as stream:
                buffer = memoryview(bytearray(_BLOCK))
                while self._wait():
                    self._take_block(stream.seek, stream.readinto, buffer)
        except Exception as error:  # noqa: BLE001 - raised in the thread that asks
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _wait(self) -> bool:
        """Wait for enough to read; false at the end."""
        with self._changed:
            while not self._is_closed:
                ahead = self._front - self._hashed
                if ahead >= _BLOCK or (ahead > 0 and self._is_urgent):
                    return True
                self._changed.wait()
        return False

    def _take_block(
        self, seek: Callable[[int], int], read: Callable[[memoryview], int | None], buffer: memoryview
    ) -> None:
        with self._changed:
            number, at, digest = self._round, self._hashed, self._hash
            wanted = min(_BLOCK, self._front - at)
        seek(at)
        count = read(buffer[:wanted]) or 0
        if not count and number == self._round:
            raise OSError(f"{self._path.name} ended before its size")
        digest.update(buffer[:count])
        with self._changed:
            # After a restart the block belonged to the old file: that hash is not asked for any more.
            if number == self._round:
                self._hashed += count
                self._changed.notify_all()
