"""One download of a model as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deai_desktop.core.errors import DeAIError, DownloadError
from deai_desktop.core.events import Event
from deai_desktop.models.events import (
    DownloadCancelled,
    DownloadFailed,
    DownloadFinished,
    DownloadPaused,
    DownloadQueued,
    DownloadStarted,
)


class DownloadState(StrEnum):
    """Say where a download stands."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self not in (DownloadState.QUEUED, DownloadState.RUNNING)


@dataclass(frozen=True)
class Download:
    """Show one download as it stands now."""

    id: str
    model_id: str
    name: str
    state: DownloadState
    done: int
    total: int
    """0 while only the hub knows."""
    speed: float = 0.0
    """Bytes a second over the last few seconds."""
    remaining_seconds: float | None = None
    priority: int = 0
    """Higher goes first."""
    position: int = 0
    """Place in the queue from 1 on while it is queued."""
    waiting_for: str = ""
    """What a queued one waits for, apart from those before it; a sentence."""
    source: str = ""
    """Who gives the file that is fetched now."""
    verified: bool = True
    """Whether the hash of every file is known, so that it is checked."""
    error: DeAIError | None = None
    replaces: str = ""
    """Id of the model that it is a newer version of, whose place it takes once it is here; empty otherwise."""


def event_of(view: Download) -> Event:
    """Say what a new state means."""
    match view.state:
        case DownloadState.QUEUED:
            return DownloadQueued(view.id, view.model_id)
        case DownloadState.RUNNING:
            return DownloadStarted(view.id, view.model_id, view.total)
        case DownloadState.PAUSED:
            return DownloadPaused(view.id, view.model_id)
        case DownloadState.FINISHED:
            return DownloadFinished(view.id, view.replaces or view.model_id)
        case DownloadState.CANCELLED:
            return DownloadCancelled(view.id, view.model_id)
        case DownloadState.FAILED:
            error = view.error or DownloadError("It ended without a reason.")
            return DownloadFailed(view.id, view.model_id, error.title, error.message, error.hint)
