"""Where a hub is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HubAddress:
    """Say where a hub takes connections."""

    host: str
    port: int
    is_web: bool = False
    """Whether it is to be spoken to as a web page is (wss), where a network lets nothing else through."""

    @property
    def place(self) -> str:
        """Host and port as an address has them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
