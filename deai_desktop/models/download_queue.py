"""Downloads models one after another, in the background, and tells how far it is."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from deai_desktop.core.errors import DeAIError, DownloadCancelledError, DownloadError, NotFoundError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.events import (
    DownloadCancelled,
    DownloadFailed,
    DownloadFinished,
    DownloadProgressed,
    DownloadStarted,
)
from deai_desktop.models.sources import fetch_file
from deai_desktop.models.store import ModelStore
from deai_desktop.system.awake import kept_awake

log = logging.getLogger(__name__)

_REMEMBERED = 50
_SPEED_SECONDS = 5.0


class DownloadState(StrEnum):
    """Say where a download stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (DownloadState.QUEUED, DownloadState.RUNNING)


@dataclass(frozen=True)
class Download:
    """Show one download as it stands now."""

    id: str
    model_id: str
    state: DownloadState
    done: int
    total: int
    speed: float = 0.0
    """Bytes a second over the last few seconds."""
    error: DeAIError | None = None


@dataclass
class _Task:
    """A download as the queue works on it; ``view`` is replaced as a whole."""

    entry: CatalogueEntry
    view: Download
    cancellation: Cancellation = field(default_factory=Cancellation)
    samples: deque[tuple[float, int]] = field(default_factory=deque)
    is_discarded: bool = False
    """Whether nothing of it shall stay."""

    @property
    def is_wanted(self) -> bool:
        """Whether it runs or will, and nobody asked it to stop."""
        return not self.view.state.is_final and not self.cancellation.is_cancelled


class DownloadQueue:
    """Fetch models of the catalogue into the store, one at a time.

    A thread exists only while there is work. What a cancelled, failed or killed download had fetched lies
    beside its target, so the next `pull` of that model goes on there, even after a restart: then it stands
    in the list as cancelled from the beginning.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: ModelStore,
        events: EventBus,
        bandwidth_limit: Callable[[], int],
        options: DownloadOptions,
        *,
        find: Callable[[str], CatalogueEntry] | None = None,
        resolve: Callable[[CatalogueEntry], CatalogueEntry] = lambda entry: entry,
    ) -> None:
        self._find_entry = find or catalogue.find
        self._resolve = resolve
        self._store = store
        self._events = events
        self._options = replace(options, bandwidth_limit=bandwidth_limit)
        self._changed = threading.Condition()
        self._tasks: dict[str, _Task] = {}
        self._numbers = itertools.count(1)
        self._worker: threading.Thread | None = None
        self._is_closed = False
        for entry in catalogue.entries:
            if done := store.unfinished_bytes(entry):
                self._add(entry, DownloadState.CANCELLED, done)

    def pull(self, model_id: str) -> Download:
        """Queue a model; one that is installed or on its way already is returned as it is.

        Raises `ModelNotFoundError` when neither the catalogue nor the hub has it.
        """
        entry = self._find_entry(model_id)
        installed = self._store.find(entry.id)
        with self._changed:
            for task in self._tasks.values():
                if task.entry.id == entry.id and task.is_wanted:
                    return task.view
            if self._is_closed:
                raise DownloadError("DeAI is closing.", hint="Start it again.")
            is_installed = installed is not None and installed.is_available
            if is_installed:
                view = self._add(entry, DownloadState.FINISHED, entry.size)
            else:
                view = self._add(entry, DownloadState.QUEUED, self._store.unfinished_bytes(entry))
            self._forget_old()
            if self._worker is None and not is_installed:
                self._worker = threading.Thread(target=self._work, name="downloads", daemon=True)
                self._worker.start()
        return view

    def cancel(self, download_id: str, *, discard: bool = False) -> Download:
        """Stop a download and return it; one that has ended stays as it is.

        With ``discard``, what has arrived is deleted too and the list forgets it; an installed model stays.
        Raises `NotFoundError`, or `ConflictError` when the files can't be deleted.
        """
        with self._changed:
            task = self._find(download_id)
            before = task.view.state
            task.is_discarded |= discard
            is_running = before is DownloadState.RUNNING
            if not is_running and discard:
                self._discard(task)
            if before is DownloadState.QUEUED or (before is DownloadState.FAILED and discard):
                self._set(task, state=DownloadState.CANCELLED, error=None)
        if is_running:
            task.cancellation.cancel()
        elif task.view.state is DownloadState.CANCELLED and (discard or before is not task.view.state):
            self._publish_end(task.view)
        return task.view

    def list(self) -> tuple[Download, ...]:
        """Return running, queued and the latest ended downloads, oldest first."""
        with self._changed:
            return tuple(task.view for task in self._tasks.values())

    def wait(self, download_id: str, timeout: float | None = None) -> Download:
        """Wait until a download has ended, or the time is over, and return it. Raises `NotFoundError`."""
        with self._changed:
            task = self._find(download_id)
            self._changed.wait_for(lambda: task.view.state.is_final, timeout)
            return task.view

    def close(self) -> None:
        """Stop everything quickly; what has arrived is kept."""
        with self._changed:
            self._is_closed = True
            worker = self._worker
            running = [task for task in self._tasks.values() if not task.view.state.is_final]
        for task in running:
            self.cancel(task.view.id)
        if worker:
            worker.join(5)

    def _find(self, download_id: str) -> _Task:
        task = self._tasks.get(download_id)
        if task is None:
            raise NotFoundError(f"There is no download “{download_id}”.", hint="It may have ended long ago.")
        return task

    def _add(self, entry: CatalogueEntry, state: DownloadState, done: int) -> Download:
        view = Download(f"d{next(self._numbers)}", entry.id, state, done, entry.size)
        self._tasks[view.id] = _Task(entry, view)
        return view

    def _discard(self, task: _Task) -> None:
        """Forget the ended downloads of a model, and delete their files unless another one goes on there."""
        same = {key: one for key, one in self._tasks.items() if one.entry.id == task.entry.id}
        if all(one.view.state.is_final or one is task for one in same.values()):
            self._store.discard_unfinished(task.entry)
            task.view = replace(task.view, done=0)
        for key, one in same.items():
            if one.view.state.is_final or one is task:
                del self._tasks[key]

    def _forget_old(self) -> None:
        ended = [key for key, task in self._tasks.items() if task.view.state.is_final]
        for key in ended[:-_REMEMBERED]:
            del self._tasks[key]

    def _set(self, task: _Task, **changes: object) -> None:
        with self._changed:
            task.view = replace(task.view, **changes)  # type: ignore[arg-type]
            self._changed.notify_all()

    def _work(self) -> None:
        """Do what is queued, then end the thread."""
        while True:
            with self._changed:
                task = next(
                    (one for one in self._tasks.values() if one.view.state is DownloadState.QUEUED), None
                )
                if task is None:
                    self._worker = None
                    return
                self._set(task, state=DownloadState.RUNNING)
            self._events.publish(DownloadStarted(task.view.id, task.entry.id, task.entry.size))
            with kept_awake():
                self._end(task, self._outcome(task))

    def _outcome(self, task: _Task) -> DeAIError | None:
        """Fetch a model and return what went wrong, if anything."""
        try:
            self._fetch(task)
        except DeAIError as error:
            return error
        except Exception:
            log.exception("the download of %s failed in a way nobody thought of", task.entry.id)
            return DownloadError(
                "Something went wrong that should not have.", hint="The log of DeAI Desktop tells more."
            )
        return None

    def _fetch(self, task: _Task) -> None:
        task.entry = self._resolve(task.entry)
        self._set(task, total=task.entry.size)
        folder = self._store.folder_of(task.entry)
        before = 0
        source = ""
        for file in task.entry.files:
            options = replace(
                self._options,
                purpose=f"Download of {task.entry.name}",
                cancellation=task.cancellation,
                progress=self._progress(task, before),
            )
            source = fetch_file(file, folder, options)
            before += file.size
        self._store.add_downloaded(task.entry, folder / task.entry.files[0].name, source)

    def _progress(self, task: _Task, before: int) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            del total
            self._note(task, before + done)

        return tell

    def _note(self, task: _Task, done: int) -> None:
        now = time.monotonic()
        samples = task.samples
        if samples and done < samples[-1][1]:
            samples.clear()
        samples.append((now, done))
        while now - samples[0][0] > _SPEED_SECONDS:
            samples.popleft()
        first_time, first_done = samples[0]
        speed = (done - first_done) / (now - first_time) if now > first_time else 0.0
        self._set(task, done=done, speed=speed)
        view = task.view
        self._events.publish(DownloadProgressed(view.id, view.model_id, done, view.total, speed))

    def _end(self, task: _Task, error: DeAIError | None) -> None:
        if task.is_discarded and error is not None:
            error = self._discarded(task) or error
        if error is None:
            self._set(task, state=DownloadState.FINISHED, done=task.view.total)
            self._publish_end(task.view)
            return
        # Progress is told now and then; from here on it must be exactly what is on the disk.
        done = self._store.unfinished_bytes(task.entry)
        if isinstance(error, DownloadCancelledError):
            self._set(task, state=DownloadState.CANCELLED, done=done, speed=0.0)
        else:
            log.warning("the download of %s failed: %s", task.entry.id, error)
            self._set(task, state=DownloadState.FAILED, done=done, error=error, speed=0.0)
        self._publish_end(task.view)

    def _discarded(self, task: _Task) -> DeAIError | None:
        """Delete what a running download had fetched and return what stood in the way, if anything."""
        try:
            with self._changed:
                self._discard(task)
        except DeAIError as error:
            return error
        return None

    def _publish_end(self, view: Download) -> None:
        self._events.publish(_end_event(view))


def _end_event(view: Download) -> Event:
    match view.state:
        case DownloadState.FINISHED:
            return DownloadFinished(view.id, view.model_id)
        case DownloadState.CANCELLED:
            return DownloadCancelled(view.id, view.model_id)
        case DownloadState.FAILED:
            error = view.error or DownloadError("It ended without a reason.")
            return DownloadFailed(view.id, view.model_id, error.title, error.message, error.hint)
        case DownloadState.QUEUED | DownloadState.RUNNING:
            raise ValueError(view.state)
    assert_never(view.state)
