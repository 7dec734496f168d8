"""How a file is fetched: who may stop it, how fast it may be, who hears of its progress."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.outbound.journal import Journal


def _no_limit() -> int:
    return 0


def _no_authorization(url: str) -> str:
    del url
    return ""


def _nobody(done: int, total: int) -> None:
    del done, total


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
    bandwidth_limit: Callable[[], int] = _no_limit
    """Kilobytes a second, 0 for no limit; asked again and again, so that a change counts at once."""
    authorization: Callable[[str], str] = _no_authorization
    """Header that opens an address, "" for none; asked anew for each step of a redirect."""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    retry_delay: float = 0.5
    """Seconds before the first retry; doubled each time."""


class Throttle:
    """Slow a stream down to the bandwidth limit."""

    def __init__(self, options: DownloadOptions) -> None:
        self._options = options
        self._last = time.monotonic()

    @property
    def chunk(self) -> int:
        """How many bytes to ask for at once: small steps when the limit is low."""
        limit = self._options.bandwidth_limit() * 1000
        return max(1000, min(limit // 5, 65_536)) if limit > 0 else 65_536

    def passed(self, count: int) -> None:
        """Wait until ``count`` more bytes are within the limit; raises `DownloadCancelledError`."""
        limit = self._options.bandwidth_limit() * 1000
        if limit > 0:
            self._options.cancellation.wait(self._last + count / limit - time.monotonic())
        self._last = time.monotonic()


class ProgressReport:
    """Tell about progress at most ten times a second, and always about the end."""

    def __init__(self, options: DownloadOptions, total: int) -> None:
        self._tell = options.progress
        self._total = total
        self._next = 0.0

    def reached(self, done: int) -> None:
        """Note how many bytes are there."""
        now = time.monotonic()
        if now >= self._next or done >= self._total:
            self._next = now + 0.1
            self._tell(min(done, self._total), self._total)
