"""Downloads of models over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.errors import ErrorDetail

LOWEST_PRIORITY, HIGHEST_PRIORITY = -1_000_000, 1_000_000


class PullModel(BaseModel):
    """Fetch a model of the catalogue or of the hub."""

    model: str = Field(min_length=1, max_length=300)
    priority: int = Field(default=0, ge=LOWEST_PRIORITY, le=HIGHEST_PRIORITY)


class ChangeDownload(BaseModel):
    """Give a download another place in the queue."""

    priority: int = Field(ge=LOWEST_PRIORITY, le=HIGHEST_PRIORITY)
    """Higher goes first; 0 is usual."""


class DownloadView(BaseModel):
    """A download and how far it is."""

    id: str
    model: str
    name: str = ""
    """The model's name for people."""
    state: Literal["queued", "running", "paused", "finished", "failed", "cancelled"]
    done: int
    total: int
    """Bytes; 0 while only the hub knows."""
    speed: float = 0.0
    """Bytes a second."""
    remaining_seconds: float | None = None
    """How long the rest will take; null as long as that is only a guess."""
    priority: int = 0
    position: int = 0
    """Place in the queue from 1 on while it is queued."""
    waiting_for: str = ""
    """What it waits for, apart from those before it: a sentence for people, or empty."""
    source: str = ""
    """Who gives the file that is fetched now."""
    verified: bool = True
    """Whether every file is checked against a known SHA-256; hubs know none of small text files."""
    replaces: str = ""
    """Id of the installed model that it is a newer version of, whose place it takes in the end; empty otherwise."""
    error: ErrorDetail | None = None
    """Why it failed."""


class DownloadList(BaseModel):
    """Downloads that are not finished and those that ended since the node started, newest first."""

    downloads: list[DownloadView]


class QuarantinedFile(BaseModel):
    """A file that a source sent in place of the one that was wanted."""

    id: str
    name: str
    """What it should have been."""
    source: str
    expected_sha256: str
    found_sha256: str
    size: int
    at: float


class QuarantineList(BaseModel):
    """All files in quarantine, newest first; nothing ever uses them."""

    files: list[QuarantinedFile]


class Freed(BaseModel):
    """Say how much room became free."""

    freed_bytes: int
