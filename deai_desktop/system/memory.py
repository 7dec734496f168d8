"""How much memory this PC has."""

from __future__ import annotations

import psutil


def total_memory() -> int:
    """Return the bytes of memory that are built in, used or not."""
    return int(psutil.virtual_memory().total)
