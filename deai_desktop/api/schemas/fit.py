"""How a model would run on this PC, over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class ModelFit(BaseModel):
    """Say what a model takes and gives on this PC as it is now; bytes, tokens, tokens a second."""

    model: str
    context_length: int
    """Tokens of context for which the memory was worked out."""
    weights_bytes: int
    cache_bytes: int
    needs_memory: int
    """All it comes to, also for intermediate results and the program around it."""
    available_memory: int
    """What a model may take on that device now."""
    fits: bool
    device: str
    """Where it would run: ``cpu`` or ``gpu``."""
    largest_context: int
    """Tokens up to which it fits; 0 when it does not fit at all."""
    tokens_per_second_low: float = 0.0
    tokens_per_second_high: float = 0.0
    """The speed of writing lies between these two; both 0 while it is not known."""
    prompt_tokens_per_second: float = 0.0
    """The speed of reading; 0 while it is not known."""
    basis: Literal["measured", "similar", "unknown"] = "unknown"
    """Whether this model was measured here, or another one like it."""
    measured_at: float | None = None
    """Seconds since 1970."""
    recommended_quantization: str = ""
    """The best of its quantizations for this PC; empty when there is nothing to choose from."""
    recommended_model: str = ""
    """The id under which that one can be had."""
    recommended_because: str = ""
    sentence: str
    """All in one line, such as “about 14–17 tokens/s, 3.1 GB, up to 16k context”."""


class MeasurementCancelled(BaseModel):
    """Say whether a measurement was going on."""

    was_running: bool
