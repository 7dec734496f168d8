"""Keys of the local API over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Scope = Literal["inference", "full"]


class KeyView(BaseModel):
    """A key without its secret."""

    id: str
    name: str
    scope: Scope
    created_at: float
    last_used_at: float | None = None
    usable: bool = True
    """False when its secret is no longer in the vault."""


class KeyList(BaseModel):
    """All keys."""

    keys: list[KeyView]


class NewKey(BaseModel):
    """Ask for a key. ``inference`` may call /v1 only, ``full`` everything this person may."""

    name: str = Field(min_length=1, max_length=100)
    scope: Scope = "inference"


class CreatedKey(KeyView):
    """A new key with its secret, shown this once."""

    key: str
