"""Where a hub is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HubAddress:
    """Say where a hub takes connections."""

    host: str
    port: int
