"""A download as the queue works on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.downloads.download import Download, DownloadState
from deai_desktop.models.downloads.entry_files import is_verifiable
from deai_desktop.models.downloads.pace import Pace
from deai_desktop.models.downloads.records import Record


@dataclass(eq=False)
class Task:
    """Hold what is remembered of a download, what is shown of it, and the means to stop it."""

    record: Record
    view: Download
    """Replaced as a whole."""
    cancellation: Cancellation = field(default_factory=Cancellation)
    pace: Pace = field(default_factory=Pace)
    wish: DownloadState | None = None
    """What it is to become as soon as it has stopped; None while it may go on."""
    is_discarded: bool = False
    """Whether nothing of it shall stay."""
    here_since: float = 0.0
    """When all of it had come, by the monotonic clock; 0 before."""
    came_from: str = ""
    """Which source gave it."""

    @property
    def entry(self) -> CatalogueEntry:
        """What is fetched."""
        return self.record.entry

    @property
    def state(self) -> DownloadState:
        """Where it stands."""
        return self.view.state

    @property
    def is_wanted(self) -> bool:
        """Whether it runs or will, and nobody asked it to end."""
        return not self.state.is_final and self.wish in (None, DownloadState.QUEUED)

    def stop(self, wish: DownloadState) -> None:
        """Interrupt the work; a later wish counts more, except that to wait in the queue."""
        if wish is not DownloadState.QUEUED or self.wish is None:
            self.wish = wish
        self.cancellation.cancel()

    def begin(self) -> None:
        """Forget earlier wishes."""
        self.cancellation, self.pace, self.wish = Cancellation(), Pace(), None


def new_task(record: Record, done: int) -> Task:
    """Show a download that does not run yet."""
    entry = record.entry
    view = Download(
        id=f"d{record.number}",
        model_id=entry.id,
        name=entry.name,
        state=record.state,
        done=done,
        total=entry.size,
        priority=record.priority,
        verified=is_verifiable(entry),
        error=record.error,
        replaces=record.replacement.model_id if record.replacement else "",
    )
    return Task(record, view)


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Return the queued ones, those first that come first."""
    queued = [task for task in tasks if task.state is DownloadState.QUEUED]
    return sorted(queued, key=lambda task: (-task.record.priority, task.record.number))


def with_positions(tasks: Iterable[Task]) -> tuple[Download, ...]:
    """Show tasks with their places in the queue."""
    tasks = list(tasks)
    places = {id(task): place for place, task in enumerate(in_order(tasks), 1)}
    return tuple(replace(task.view, position=places.get(id(task), 0)) for task in tasks)
