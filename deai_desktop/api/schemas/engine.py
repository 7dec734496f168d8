"""Engines over the wire: their last runs."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

RunEnd = Literal["running", "unloaded", "idle", "room", "stopped", "failed", "crashed", "interrupted"]


class EngineRun(BaseModel):
    """One engine host from its start to its end; never with anything that was asked or answered."""

    model: str
    name: str
    engine: str
    library: str
    """Name and version; empty where the engine stands on none."""
    started_at: float
    """In seconds since 1970, as all times here."""
    device: str
    """On what it ran; empty when it was never loaded."""
    threads: int
    context_length: int
    gpu_layers: int
    """How many were wanted on the graphics card; -1 is all."""
    load_seconds: float
    answers: int
    prompt_tokens: int
    """Tokens that were read."""
    completion_tokens: int
    """Tokens that were written."""
    prompt_tokens_per_second: float
    tokens_per_second: float
    end: RunEnd
    ended_at: float | None = None
    cause: str = ""
    """Why it crashed or could not be loaded."""
    hint: str = ""
    lines: list[str] = []
    """What the library wrote last."""


class EngineRunList(BaseModel):
    """The last runs, newest first."""

    runs: list[EngineRun]
