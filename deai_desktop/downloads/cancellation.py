"""Lets one thread stop the work of another at once, even while that waits for the network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deai_desktop.core.errors import DownloadCancelledError


class Cancellation:
    """Carry the wish to stop; cancelling twice is the same as once."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._interrupts: list[Callable[[], None]] = []

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask to stop and interrupt what blocks right now."""
        with self._lock:
            self._event.set()
            interrupts = list(self._interrupts)
            for interrupt in interrupts:
                interrupt()

    def check(self) -> None:
        """Raise `DownloadCancelledError` if somebody asked to stop."""
        if self._event.is_set():
            raise DownloadCancelledError(
                "The download was cancelled. What has arrived is kept.",
                hint="Start it again to go on where it stopped.",
            )

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than until somebody asks to stop; raises `DownloadCancelledError` then."""
        self._event.wait(max(0.0, seconds))
        self.check()

    @contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Have ``interrupt`` called in the cancelling thread while the block runs; it must not raise."""
        with self._lock:
            self._interrupts.append(interrupt)
            if self._event.is_set():
                interrupt()
        try:
            yield
        finally:
            with self._lock:
                self._interrupts.remove(interrupt)
