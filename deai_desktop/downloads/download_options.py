"""How a file is fetched: who may stop it, how fast it may be, who hears of its progress."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.outbound.journal import Journal

LARGEST_CHUNK = 512 * 1024


def _no_limit() -> int:
    return 0


def _one() -> int:
    return 1


def _nobody(done: int, total: int) -> None:
    del done, total


def _no_header(url: str) -> str:
    del url
    return ""


def _unheard(source: str) -> None:
    del source


@dataclass(frozen=True)
class DownloadOptions:
    """Hold what every source of a file needs to know; tests shorten the waits."""

    journal: Journal
    """Where each connection is written down before it is made."""
    purpose: str = "Download of a model"
    """Why, as the journal tells people."""
    cancellation: Cancellation = field(default_factory=Cancellation)
    progress: Callable[[int, int], None] = _nobody
    """Called with bytes done and bytes in all."""
    using: Callable[[str], None] = _unheard
    """Called with the name of each source before it is tried."""
    bandwidth_limit: Callable[[], int] = _no_limit
    """Kilobytes a second, 0 for no limit; asked again and again, so that a change counts at once."""
    parallel_parts: Callable[[], int] = _one
    """How many parts of a file may be fetched at once, where that turns out to be faster."""
    authorization: Callable[[str], str] = _no_header
    """Gives the header of that name for an address, empty for none; asked anew for each hop of a redirect."""
    quarantine: Path | None = None
    """Folder for files that are not what was wanted; without one they are deleted."""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    retry_delay: float = 0.5
    """Seconds before the first retry; doubled each time."""
    trial_seconds: float = 2.0
    """How long the speed is watched before more parts are tried, and again afterwards."""
    smallest_part: int = 4 * 1024 * 1024
    """Bytes for which another request is worth while."""


class Throttle:
    """Keep all parts of a download together within the bandwidth limit."""

    def __init__(self, options: DownloadOptions) -> None:
        self._options = options
        self._lock = threading.Lock()
        self._free_at = time.monotonic()

    @property
    def chunk(self) -> int:
        """How many bytes to ask for at once: small steps when the limit is low."""
        limit = self._options.bandwidth_limit() * 1000
        return max(1000, min(limit // 10, LARGEST_CHUNK)) if limit > 0 else LARGEST_CHUNK

    def passed(self, count: int, cancellation: Cancellation) -> None:
        """Wait until ``count`` more bytes are within the limit; raises `DownloadCancelledError`."""
        limit = self._options.bandwidth_limit() * 1000
        if limit <= 0:
            return
        with self._lock:
            # Time in which nothing came is not saved up, or a burst would follow.
            self._free_at = max(self._free_at, time.monotonic() - 0.1) + count / limit
            wait = self._free_at - time.monotonic()
        cancellation.wait(wait)


class ProgressReport:
    """Tell about progress at most ten times a second, and always about the end; from one thread at a time."""

    def __init__(self, options: DownloadOptions, total: int) -> None:
        self._tell = options.progress
        self._total = total
        self._next = 0.0
        self._last = -1

    def reached(self, done: int) -> None:
        """Note how many bytes are there."""
        now = time.monotonic()
        if now >= self._next or (done >= self._total and done != self._last):
            self._next, self._last = now + 0.1, done
            self._tell(min(done, self._total), self._total)
