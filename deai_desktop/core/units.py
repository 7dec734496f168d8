"""Numbers as people read them: sizes, speeds, durations."""

from __future__ import annotations

_STEPS = ("bytes", "KB", "MB", "GB", "TB")


def format_bytes(count: float) -> str:
    """Write a size in powers of 1000, as download pages and Windows' drive makers do: ``98.4 MB``."""
    value = float(count)
    for step in _STEPS:
        if abs(value) < 999.95 or step == _STEPS[-1]:
            return f"{value:.0f} {step}" if step == "bytes" else f"{value:.1f} {step}"
        value /= 1000
    raise AssertionError("unreachable")


def format_duration(seconds: float) -> str:
    """Write a duration in its two largest units: ``1 h 5 min``, ``3 min 20 s``, ``0.4 s``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    total = round(seconds)
    hours, rest = divmod(total, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {left} s" if minutes else f"{left} s"
