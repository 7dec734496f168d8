"""Points in time as people read them."""

from __future__ import annotations

from datetime import datetime


def format_time(seconds: float) -> str:
    """Write seconds since the epoch as local time: ``2025-03-09 14:05``."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
