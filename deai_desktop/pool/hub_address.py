"""Where a hub is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HubAddress:
    """Say where a hub takes connections."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
