"""Downloads models one after another, in the background, and tells how far it is."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from deai_desktop.core.errors import DeAIError, DownloadCancelledError, DownloadError, NotFoundError
from deai_desktop.core.events import EventBus
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.downloads.download import Download, DownloadState, event_of
from deai_desktop.models.downloads.entry_files import fetch_files, is_verifiable
from deai_desktop.models.downloads.records import Record, Records
from deai_desktop.models.downloads.replacement import Replacement, Replacing
from deai_desktop.models.downloads.task import Task, in_order, new_task, with_positions
from deai_desktop.models.events import DownloadProgressed
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from deai_desktop.system.awake import kept_awake

log = logging.getLogger(__name__)

_REMEMBERED = 50
_LOOK_AGAIN_SECONDS = 2.0

State = DownloadState


class DownloadQueue:
    """Fetch models into the store, one at a time, those of higher priority first.

    A thread exists only while there is work. Unfinished downloads stand in the database: what was queued or
    running goes on after a restart, what was paused stays paused. What a stopped, failed or killed download had
    fetched lies beside its target and is continued.

    ``find`` finds the entry of a model's id; ``resolve`` fills in what only the hub knows, before a download
    begins; ``waits_for`` says in a sentence what downloads have to wait for; ``replacing`` puts newer versions
    in place.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: ModelStore,
        events: EventBus,
        bandwidth_limit: Callable[[], int],
        options: DownloadOptions,
        *,
        database: Database,
        find: Callable[[str], CatalogueEntry] | None = None,
        resolve: Callable[[CatalogueEntry], CatalogueEntry] = lambda entry: entry,
        waits_for: Callable[[], str] = lambda: "",
        replacing: Replacing | None = None,
    ) -> None:
        self._find_entry = find or catalogue.find
        self._resolve = resolve
        self._waits_for = waits_for
        self._replacing = replacing or Replacing(store)
        self._store = store
        self._events = events
        self._records = Records(database)
        self._options = replace(options, bandwidth_limit=bandwidth_limit)
        self._changed = threading.Condition()
        self._tasks: dict[str, Task] = {}
        self._worker: threading.Thread | None = None
        self._is_closed = False
        with self._changed:
            self._load(catalogue)
            self._work_if_needed()

    def pull(self, model_id: str, priority: int = 0) -> Download:
        """Queue a model; one that is installed or on its way already is returned as it is.

        Raises `ModelNotFoundError` when nobody knows it.
        """
        return self.add(self._find_entry(model_id), priority)

    def add(
        self, entry: CatalogueEntry, priority: int = 0, replacement: Replacement | None = None
    ) -> Download:
        """Queue a model by its entry, perhaps to replace an older version; a paused download of it goes on."""
        installed = self._store.find(entry.id)
        with self._changed:
            self._refuse_closed()
            same = [task for task in self._tasks.values() if task.entry.id == entry.id]
            if known := next((one for one in same if one.is_wanted or one.state is State.PAUSED), None):
                if replacement is not None:
                    known.record = replace(known.record, replacement=replacement)
                    self._keep(known)
                if known.state is State.PAUSED:
                    self._queue_again(known)
                if priority > known.record.priority:
                    self._prioritize(known, priority)
                return self._shown(known)
            if installed is not None and installed.is_available and replacement is None:
                return self._new(self._records.add(entry, State.FINISHED), entry.size or installed.size).view
            self._forget_old()
            record = self._records.add(entry, State.QUEUED, priority, replacement)
            task = self._new(record, self._store.unfinished_bytes(entry))
            self._events.publish(event_of(task.view))
            self._work_if_needed()
            return self._shown(task)

    def pause(self, download_id: str) -> Download:
        """Stop a download until it is resumed, also after a restart; one that has ended stays as it is."""
        with self._changed:
            task = self._find(download_id)
            if task.state is State.QUEUED:
                self._become(task, State.PAUSED)
            elif task.state is State.RUNNING and task.wish is not State.CANCELLED:
                task.stop(State.PAUSED)
            return self._shown(task)

    def resume(self, download_id: str) -> Download:
        """Queue a download again that was paused or cancelled or has failed.

        One that only waits for another connection begins nevertheless.
        """
        with self._changed:
            self._refuse_closed()
            task = self._find(download_id)
            task.record = replace(task.record, despite_metered=bool(self._waits_for()))
            if task.state is State.RUNNING and task.wish is State.PAUSED:
                task.wish = State.QUEUED
            if task.state in (State.PAUSED, State.CANCELLED, State.FAILED):
                self._queue_again(task)
            elif task.state is State.QUEUED:
                self._become(task, State.QUEUED, waiting_for="")
                self._work_if_needed()
            return self._shown(task)

    def prioritize(self, download_id: str, priority: int) -> Download:
        """Let a download go before all those of lower priority, even if one of them runs."""
        with self._changed:
            task = self._find(download_id)
            self._prioritize(task, priority)
            return self._shown(task)

    def cancel(self, download_id: str, *, discard: bool = False) -> Download:
        """Stop a download and return it; one that has ended stays as it is.

        With ``discard``, what has arrived is deleted too and the list forgets it; an installed model stays.
        Raises `NotFoundError`, or `ConflictError` when the files can't be deleted.
        """
        with self._changed:
            task = self._find(download_id)
            before = task.state
            task.is_discarded |= discard
            if before is State.RUNNING:
                task.stop(State.CANCELLED)
                return task.view
            if discard:
                self._discard(task)
            if before in (State.QUEUED, State.PAUSED) or (discard and before is State.FAILED):
                self._become(task, State.CANCELLED, error=None)
            elif discard and before is State.CANCELLED:
                self._events.publish(event_of(task.view))
            return task.view

    def list(self) -> tuple[Download, ...]:
        """Return running, queued, paused and the latest ended downloads, oldest first."""
        with self._changed:
            return with_positions(self._tasks.values())

    def wait(self, download_id: str, timeout: float | None = None) -> Download:
        """Wait until a download does not go on by itself, or the time is over. Raises `NotFoundError`."""
        with self._changed:
            task = self._find(download_id)
            self._changed.wait_for(
                lambda: task.state.is_final or (self._is_closed and self._worker is None), timeout
            )
            return self._shown(task)

    def close(self) -> None:
        """Stop everything quickly; it goes on when the queue is opened again."""
        with self._changed:
            self._is_closed = True
            worker = self._worker
            for task in self._tasks.values():
                if task.state is State.RUNNING:
                    task.stop(State.QUEUED)
            self._changed.notify_all()
        if worker:
            worker.join(5)

    # The list

    def _load(self, catalogue: Catalogue) -> None:
        """Take up what an earlier run left, also what only its files tell of."""
        for record in self._records.load():
            done = self._store.unfinished_bytes(record.entry)
            is_over = self._replacing.is_done(record.replacement, record.entry)
            if is_over or (record.state is State.CANCELLED and not done):
                self._records.remove(record.number)
                continue
            if record.state is State.RUNNING:
                record = replace(record, state=State.QUEUED)
            task = new_task(record, done)
            self._tasks[task.view.id] = task
        known = {task.entry.id for task in self._tasks.values()}
        for entry in catalogue.entries:
            if entry.id not in known and (done := self._store.unfinished_bytes(entry)):
                self._new(self._records.add(entry, State.CANCELLED), done)

    def _new(self, record: Record, done: int) -> Task:
        task = new_task(record, done)
        self._tasks[task.view.id] = task
        if record.state is State.FINISHED:
            task.view = replace(task.view, total=done)
            self._records.remove(record.number)
        return task

    def _find(self, download_id: str) -> Task:
        task = self._tasks.get(download_id)
        if task is None:
            raise NotFoundError(f"There is no download “{download_id}”.", hint="It may have ended long ago.")
        return task

    def _shown(self, task: Task) -> Download:
        shown = with_positions(self._tasks.values())
        return next((one for one in shown if one.id == task.view.id), task.view)

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise DownloadError("DeAI is closing.", hint="Start it again.")

    def _become(self, task: Task, state: State, **changes: Any) -> None:
        """Give a task a new state, keep it, and tell."""
        with self._changed:
            was = task.state
            self._set(task, state=state, **changes)
            task.record = replace(
                task.record, state=state, priority=task.view.priority, error=task.view.error
            )
            if task.view.id in self._tasks:
                self._keep(task)
        if was is not state:
            self._events.publish(event_of(task.view))

    def _keep(self, task: Task) -> None:
        try:
            self._records.change(task.record)
        except DeAIError as error:
            log.warning("the download of %s could not be noted: %s", task.entry.id, error)

    def _set(self, task: Task, **changes: Any) -> None:
        with self._changed:
            task.view = replace(task.view, **changes)
            self._changed.notify_all()

    def _queue_again(self, task: Task) -> None:
        task.is_discarded, task.here_since = False, 0.0
        done = self._store.unfinished_bytes(task.entry)
        self._become(task, State.QUEUED, error=None, done=done, speed=0.0)
        self._work_if_needed()

    def _prioritize(self, task: Task, priority: int) -> None:
        self._become(task, task.state, priority=priority)
        self._make_way()

    def _make_way(self) -> None:
        """Send a running download back into the queue when one of higher priority could run."""
        for running in self._tasks.values():
            if running.state is State.RUNNING and running.wish is None:
                others = [one for one in in_order(self._tasks.values()) if not one.view.waiting_for]
                if others and others[0].record.priority > running.record.priority:
                    running.stop(State.QUEUED)

    def _discard(self, task: Task) -> None:
        """Forget the ended downloads of a model, and delete their files unless another one goes on there."""
        same = {key: one for key, one in self._tasks.items() if one.entry.id == task.entry.id}
        if all(one.state.is_final or one is task for one in same.values()):
            self._store.discard_unfinished(task.entry)
            task.view, task.here_since = replace(task.view, done=0), 0.0
        for key, one in same.items():
            if one.state.is_final or one is task:
                del self._tasks[key]
                self._records.remove(one.record.number)

    def _forget_old(self) -> None:
        ended = [
            key for key, task in self._tasks.items() if task.state.is_final and task.state is not State.PAUSED
        ]
        for key in ended[:-_REMEMBERED]:
            self._records.remove(self._tasks.pop(key).record.number)

    # The work

    def _work_if_needed(self) -> None:
        self._make_way()
        if self._worker is None and not self._is_closed and in_order(self._tasks.values()):
            self._worker = threading.Thread(target=self._work, name="downloads", daemon=True)
            self._worker.start()
        self._changed.notify_all()

    def _work(self) -> None:
        """Do what is queued, then end the thread."""
        while True:
            why = self._waits_for()
            with self._changed:
                queued = in_order(self._tasks.values())
                if self._is_closed or not queued:
                    self._worker = None
                    self._changed.notify_all()
                    return
                task = self._next(queued, why)
                if task is None:
                    self._changed.wait(_LOOK_AGAIN_SECONDS)
                    continue
                task.begin()
                self._become(task, State.RUNNING, waiting_for="")
            with kept_awake():
                self._end(task, self._outcome(task))

    def _next(self, queued: Sequence[Task], why: str) -> Task | None:
        for task in queued:
            waits = "" if task.record.despite_metered or task.here_since else why
            waits = waits or self._replacing.waits_for(task.record.replacement, task.here_since)
            if task.view.waiting_for != waits:
                self._set(task, waiting_for=waits)
        return next((task for task in queued if not task.view.waiting_for), None)

    def _outcome(self, task: Task) -> DeAIError | None:
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

    def _fetch(self, task: Task) -> None:
        entry = self._resolve(task.entry)
        with self._changed:
            task.record = replace(task.record, entry=entry)
            self._keep(task)
            self._set(task, total=entry.size, verified=is_verifiable(entry))
        options = replace(
            self._options,
            purpose=f"Download of {entry.name}",
            cancellation=task.cancellation,
            progress=lambda done, total: self._note(task, done, total),
            using=lambda source: self._set(task, source=source),
        )
        folder = self._store.folder_of(entry)
        task.came_from = fetch_files(entry, folder, options) or task.came_from
        task.here_since = task.here_since or time.monotonic()
        if self._replacing.waits_for(task.record.replacement, task.here_since):
            task.stop(State.QUEUED)
        task.cancellation.check()
        with self._replacing.about_to(task.record.replacement, entry):
            self._store.add_downloaded(entry, folder / entry.files[0].name, task.came_from)

    def _note(self, task: Task, done: int, total: int) -> None:
        if not task.record.despite_metered and self._waits_for():
            task.stop(State.QUEUED)
        pace = task.pace
        pace.note(done, total)
        self._set(task, done=done, speed=pace.speed, remaining_seconds=pace.remaining)
        view = task.view
        self._events.publish(
            DownloadProgressed(view.id, view.model_id, done, total, pace.speed, pace.remaining, view.source)
        )

    def _end(self, task: Task, error: DeAIError | None) -> None:
        with self._changed:
            if task.is_discarded and error is not None:
                try:
                    self._discard(task)
                except DeAIError as failure:
                    error = failure
            if error is None:
                self._become(task, State.FINISHED, done=task.view.total, remaining_seconds=0.0)
                return
            # Progress is told now and then; from here on it must be exactly what is on the disk.
            now: dict[str, Any] = {
                "done": task.entry.size if task.here_since else self._store.unfinished_bytes(task.entry),
                "speed": 0.0,
                "remaining_seconds": None,
                "source": "",
            }
            if isinstance(error, DownloadCancelledError):
                self._become(task, task.wish or State.CANCELLED, **now)
            else:
                log.warning("the download of %s failed: %s", task.entry.id, error)
                self._become(task, State.FAILED, error=error, **now)
