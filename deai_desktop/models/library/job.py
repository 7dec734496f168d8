"""One piece of work with files that runs in the background, tells how far it is, and can be stopped."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from deai_desktop.core.errors import DeAIError, StorageError, WorkCancelledError
from deai_desktop.models.library.transfer import Advance
from deai_desktop.system.awake import kept_awake

log = logging.getLogger(__name__)

_TELL_SECONDS = 0.1


class JobState(StrEnum):
    """Say where the work stands; the last three are final."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self is not JobState.RUNNING


@dataclass(frozen=True)
class JobView:
    """Show the work as it stands now."""

    state: JobState
    done: int
    total: int
    error: DeAIError | None = None


class Job:
    """Run ``work`` in a thread; it is given a callable for the bytes it has done, which may raise to stop it."""

    def __init__(
        self,
        name: str,
        total: int,
        work: Callable[[Advance], None],
        tell: Callable[[JobView], None] = lambda view: None,
    ) -> None:
        self.view = JobView(JobState.RUNNING, 0, total)
        self._work = work
        self._tell = tell
        self._told_at = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._tell(self.view)
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop; it may have gone too far for that and finish."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> JobView:
        """Wait until it has ended, or the time is over."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return self.view

    def _advance(self, count: int) -> None:
        if self._stop.is_set():
            raise WorkCancelledError("It was cancelled, and everything is as it was before.")
        self.view = replace(self.view, done=self.view.done + count)
        if time.monotonic() - self._told_at >= _TELL_SECONDS:
            self._told_at = time.monotonic()
            self._tell(self.view)

    def _run(self) -> None:
        try:
            with kept_awake():
                self._work(self._advance)
        except WorkCancelledError:
            self.view = replace(self.view, state=JobState.CANCELLED)
        except DeAIError as error:
            log.warning("%s failed: %s", self._thread.name, error)
            self.view = replace(self.view, state=JobState.FAILED, error=error)
        except Exception:
            log.exception("%s failed in a way nobody thought of", self._thread.name)
            fault = StorageError(
                "Something went wrong that should not have.", hint="The log of DeAI Desktop tells more."
            )
            self.view = replace(self.view, state=JobState.FAILED, error=fault)
        else:
            self.view = replace(self.view, state=JobState.FINISHED, done=self.view.total)
        self._tell(self.view)
