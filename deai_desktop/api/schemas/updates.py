"""Updates over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from deai_desktop.api.schemas.errors import ErrorDetail


class UpdateView(BaseModel):
    """Whether there is a newer version, and how far its download is."""

    state: Literal["not_set_up", "idle", "checking", "current", "available", "downloading", "ready", "failed"]
    reason: str = ""
    """Why there can be no updates, where they are not set up."""
    running: str
    """The version that runs."""
    kind: Literal["source", "test", "release"]
    version: str = ""
    """The newer version, if there is one."""
    notes: str = ""
    """What is new in it: plain text from outside."""
    done: int = 0
    total: int = 0
    checked_at: float | None = None
    file: str = ""
    """The verified package, once it is there."""
    has_setup: bool = False
    """Whether DeAI can start its setup; elsewhere the person puts the file in place."""
    error: ErrorDetail | None = None


class ApplyUpdate(BaseModel):
    """Start the setup of the version that was fetched."""

    silent: bool = False
