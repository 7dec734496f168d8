"""Downloads over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.errors import ErrorDetail


class PullModel(BaseModel):
    """Fetch a model of the catalogue or of the hub."""

    model: str = Field(min_length=1, max_length=300)
    priority: int = Field(default=0, ge=-1000, le=1000)


class DownloadView(BaseModel):
    """A download and how far it is."""

    id: str
    model: str
    name: str = ""
    state: Literal["queued", "running", "paused", "finished", "failed", "cancelled"]
    done: int
    total: int
    speed: float = 0.0
    """Bytes a second."""
    remaining_seconds: float | None = None
    priority: int = 0
    """Higher is earlier."""
    position: int = 0
    """Place in the queue from 1, while it waits."""
    waiting_for: str = ""
    """Why it does not begin or go on, for people; empty otherwise."""
    source: str = ""
    """Host that it comes from now."""
    verified: bool = False
    """Whether what arrived is what the catalogue or the hub promised."""
    error: ErrorDetail | None = None
    """Why it failed."""


class DownloadList(BaseModel):
    """All downloads that are known, newest first."""

    downloads: list[DownloadView]


class DownloadChanges(BaseModel):
    """What to change of a download."""

    priority: int = Field(ge=-1000, le=1000)
