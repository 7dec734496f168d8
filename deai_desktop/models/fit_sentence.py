"""Says in one line what to expect of a model: “about 14–17 tokens/s, 3.1 GB, up to 16k context”."""

from __future__ import annotations

from deai_desktop.core.units import format_bytes
from deai_desktop.models.fit import Fit
from deai_desktop.models.fit_speed import SpeedEstimate


def sentence(fit: Fit) -> str:
    """Say the speed as a range, the memory, and the largest context; or that it does not fit."""
    needed = format_bytes(fit.memory.needed)
    if not fit.largest_context:
        return f"needs {needed}, and {format_bytes(fit.available_memory)} can be had now"
    longest = short_count(fit.largest_context)
    if not fit.fits:
        return f"needs {needed} for this context; up to {longest} fits now"
    return f"{speed_text(fit.speed)}, {format_bytes(fit.needs_memory)}, up to {longest} context"


def speed_text(speed: SpeedEstimate) -> str:
    """Write the error bar of a speed."""
    if speed.basis == "unknown":
        return "speed not measured yet"
    low, high = rate_text(speed.low), rate_text(speed.high)
    return f"about {low} tokens/s" if low == high else f"about {low}–{high} tokens/s"


def rate_text(rate: float) -> str:
    """Write tokens a second with two digits that count."""
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def short_count(tokens: int) -> str:
    """Write a context length as people say it: 16384 is 16k."""
    return f"{tokens // 1024}k" if tokens >= 1024 else str(tokens)
