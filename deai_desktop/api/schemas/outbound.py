"""Connections to other computers, over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class OutboundConnection(BaseModel):
    """One connection that DeAI made, or tried to make; never with a path, a query, credentials or a prompt."""

    number: int
    at: float
    """When it was about to be made."""
    host: str
    """Empty when a program of the system chose it, as pip does."""
    port: int | None = None
    via: str = ""
    """A proxy, or the program that connected in our place."""
    purpose: str
    sent: str
    """What the other side got to know, in a few words."""
    outcome: Literal["open", "done", "failed", "cancelled", "interrupted"]
    received: int
    """Bytes that came in; counted when it ends."""
    reason: str = ""
    """Why it failed."""


class OutboundList(BaseModel):
    """Connections, newest first."""

    connections: list[OutboundConnection]
    total: int
    """How many there are in all."""
    forgotten: int = 0
    """How many there have been that are no longer listed: cleared, or too old."""


class ClearedOutbound(BaseModel):
    """Say how many connections were forgotten; those that are open stay."""

    forgotten: int
