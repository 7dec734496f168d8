"""Lets as many connections work on one file as make it faster, and brings their outcomes together."""

from __future__ import annotations

import threading
import time

from deai_desktop.core.errors import DownloadError
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.download_options import ProgressReport
from deai_desktop.downloads.line import RETRIES, Line
from deai_desktop.downloads.parts import Part
from deai_desktop.downloads.transfer import OnePartOnlyError, StartAgainError, Transfer
from deai_desktop.outbound.web import WebSession

_BEAT = 0.1
_FASTER = 1.15
"""What more connections must bring before still more are tried."""
_LARGEST_PART = 256 * 1024 * 1024
_PARTS_OF_FILE = 64


class Crew:
    """Fetch what is missing of a file from one source; more workers join as long as that makes it faster."""

    def __init__(self, transfer: Transfer, report: ProgressReport) -> None:
        self._transfer = transfer
        self._partial = transfer.partial
        self._options = transfer.options
        self._report = report
        self._changed = threading.Condition(transfer.lock)
        smallest = self._options.smallest_part
        self._part_size = max(smallest, min(self._partial.size // _PARTS_OF_FILE, _LARGEST_PART))
        self._most = self._options.parallel_parts()
        self._failure: DownloadError | StartAgainError | None = None
        self._fault: BaseException | None = None

    def run(self) -> None:
        """Come back when everything is there; raises why it can't be had here."""
        changes = 0
        while self._partial.missing:
            failure = self._work_together()
            if isinstance(failure, StartAgainError):
                changes += 1
                if changes > RETRIES:
                    raise self._transfer.failed(f"{failure} again and again")
                self._partial.restart()
            elif failure is not None and self._partial.missing:
                raise failure

    def _work_together(self) -> DownloadError | StartAgainError | None:
        """Run workers until the last of them has ended; return what the last one met with that failed."""
        self._failure = None
        stopping = Cancellation()
        threads = [self._hired(stopping, self._partial.parts.take())]
        try:
            with self._options.cancellation.interrupting(stopping.cancel):
                trial = _Trial(self._options.trial_seconds, self._partial.length)
                while self._transfer.workers:
                    self._report.reached(self._partial.length)
                    self._partial.save_sometimes()
                    if self._grows(trial):
                        threads += self._more(stopping)
                    with self._changed:
                        if self._transfer.workers:
                            self._changed.wait(_BEAT)
        finally:
            stopping.cancel()
            for thread in threads:
                thread.join()
        self._options.cancellation.check()
        if self._fault is not None:
            raise self._fault
        self._report.reached(self._partial.length)
        return self._failure

    def _grows(self, trial: _Trial) -> bool:
        """Decide whether more workers are worth a try now."""
        workers = self._transfer.workers
        if not self._transfer.takes_ranges or not workers < self._most or not trial.is_over:
            return False
        speed = trial.end(self._partial.length)
        if workers > 1 and speed < trial.best * _FASTER:
            self._most = workers
            return False
        trial.best = speed
        return self._partial.missing > max(2 * self._part_size, 2 * speed * trial.seconds)

    def _more(self, stopping: Cancellation) -> list[threading.Thread]:
        """Double the number of workers."""
        with self._changed:
            workers = self._transfer.workers
            if workers == 1:
                parts = [self._partial.parts.take_ahead(self._part_size)]
            else:
                parts = [self._partial.parts.take(self._part_size) for _ in range(workers)]
            found = [part for part in parts[: self._most - workers] if part is not None]
            for part in parts[len(found) :]:
                if part is not None and part not in found:
                    self._partial.parts.release(part)
            if found and workers == 1:
                self._transfer.is_one_piece = False
                self._partial.scatter()
            return [self._hired(stopping, part) for part in found]

    def _hired(self, stopping: Cancellation, part: Part | None) -> threading.Thread:
        thread = threading.Thread(target=self._work, args=(part, stopping), name="download part", daemon=True)
        with self._changed:
            self._transfer.workers += 1
        thread.start()
        return thread

    def _work(self, part: Part | None, stopping: Cancellation) -> None:
        """Be one worker: fetch parts until there are no more, and tell how it ended."""
        try:
            self._fetch_parts(part, stopping)
        except OnePartOnlyError:
            self._most = 1
        except StartAgainError as error:
            self._failure = error
            stopping.cancel()
        except DownloadError as error:
            # The others may still manage what this one could not.
            if not stopping.is_cancelled and not isinstance(self._failure, StartAgainError):
                self._failure = error
        except BaseException as error:  # noqa: BLE001 - raised in the thread that waits
            self._fault = self._fault or error
            stopping.cancel()
        finally:
            with self._changed:
                self._transfer.workers -= 1
                self._changed.notify_all()

    def _fetch_parts(self, part: Part | None, stopping: Cancellation) -> None:
        parts = self._partial.parts
        with (
            WebSession(self._options.journal, self._options.purpose) as session,
            self._partial.writing() as write,
        ):
            line = Line(self._transfer, session, write, stopping)
            while part is not None:
                try:
                    line.fetch(part)
                finally:
                    parts.release(part)
                part = parts.take(self._part_size if self._transfer.workers > 1 else 0)


class _Trial:
    """Watch the speed over some seconds, again and again."""

    def __init__(self, seconds: float, done: int) -> None:
        self.seconds = seconds
        self.best = 0.0
        self._begun = time.monotonic()
        self._done = done

    @property
    def is_over(self) -> bool:
        return time.monotonic() - self._begun >= self.seconds

    def end(self, done: int) -> float:
        """Return the speed in bytes a second and begin anew."""
        now = time.monotonic()
        speed = (done - self._done) / max(1e-9, now - self._begun)
        self._begun, self._done = now, done
        return speed
