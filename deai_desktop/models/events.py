"""What models and downloads tell the rest of the program."""

from __future__ import annotations

from dataclasses import dataclass

from deai_desktop.core.events import Event


@dataclass(frozen=True)
class DownloadQueued(Event):
    """A download waits for its turn: it is new, was resumed, or has to let another one go first."""

    download_id: str
    model_id: str


@dataclass(frozen=True)
class DownloadStarted(Event):
    """A queued download began to fetch."""

    download_id: str
    model_id: str
    total: int


@dataclass(frozen=True)
class DownloadProgressed(Event):
    """Some more bytes arrived; told at most ten times a second."""

    download_id: str
    model_id: str
    done: int
    total: int
    speed: float
    """Bytes a second over the last few seconds."""
    remaining_seconds: float | None = None
    """How long the rest will take; None as long as that is only a guess."""
    source: str = ""
    """Who gives the file that is fetched now."""


@dataclass(frozen=True)
class DownloadPaused(Event):
    """Somebody paused a download; what had arrived is kept, and it stays paused until it is resumed."""

    download_id: str
    model_id: str


@dataclass(frozen=True)
class DownloadFinished(Event):
    """Everything arrived and the model is installed."""

    download_id: str
    model_id: str


@dataclass(frozen=True)
class DownloadFailed(Event):
    """A download ended without a model; the three texts are those of the error."""

    download_id: str
    model_id: str
    title: str
    message: str
    hint: str


@dataclass(frozen=True)
class DownloadCancelled(Event):
    """Somebody stopped a download; what had arrived is kept, unless it was to be discarded."""

    download_id: str
    model_id: str


@dataclass(frozen=True)
class ModelAdded(Event):
    """A model can be used from now on."""

    model_id: str


@dataclass(frozen=True)
class SpeedMeasured(Event):
    """It is known how fast a model is on this PC."""

    model_id: str


@dataclass(frozen=True)
class ModelRemoved(Event):
    """A model is gone from the list."""

    model_id: str
    freed: int
    """Bytes freed on the disk."""


@dataclass(frozen=True)
class ModelVerified(Event):
    """A model's files were hashed again."""

    model_id: str
    matches: bool


@dataclass(frozen=True)
class LibraryMoveProgressed(Event):
    """Some more of the models folder was moved; told at most ten times a second, and once at the end."""

    state: str
    folder: str
    done: int
    total: int
