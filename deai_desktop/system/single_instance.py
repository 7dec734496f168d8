"""Hold a lock for as long as this process lives, so that there is only one of it."""

from __future__ import annotations

from pathlib import Path

import filelock


class SingleInstance:
    """Lock a file by the operating system's own means: the lock ends with the process, however it ends."""

    def __init__(self, file: Path) -> None:
        self._lock = filelock.FileLock(file, timeout=0, thread_local=False)

    def acquire(self) -> bool:
        """Take the lock; False when another process holds it."""
        try:
            self._lock.acquire()
        except filelock.Timeout:
            return False
        return True

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()


def is_held(file: Path) -> bool:
    """Say whether a living process holds the lock."""
    if not file.exists():
        return False
    probe = SingleInstance(file)
    if probe.acquire():
        probe.release()
        return False
    return True
