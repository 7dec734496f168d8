"""Whether we start with the person's session."""

from __future__ import annotations

from enum import StrEnum


class AutostartState(StrEnum):
    """Say whether we start when the person signs in."""

    OFF = "off"
    ON = "on"
    BLOCKED = "blocked"
    """Switched on here, but off in the system's own list, which counts."""
