"""How much memory this PC has, and how much of it is free."""

from __future__ import annotations

import psutil


def total_memory() -> int:
    """Return the bytes of memory that are built in, used or not."""
    return int(psutil.virtual_memory().total)


def available_memory() -> int:
    """Return the bytes that programs can have now without others being pushed out."""
    return int(psutil.virtual_memory().available)
