"""How well a model runs on this PC, over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class ModelFit(BaseModel):
    """Say what a model needs and how fast it is likely to be."""

    model: str
    context_length: int
    weights_bytes: int
    cache_bytes: int
    needs_memory: int
    available_memory: int
    fits: bool
    device: str = "cpu"
    largest_context: int = 0
    tokens_per_second_low: float = 0.0
    """0 while not known."""
    tokens_per_second_high: float = 0.0
    prompt_tokens_per_second: float = 0.0
    basis: Literal["measured", "similar", "unknown"] = "unknown"
    measured_at: float | None = None
    recommended_quantization: str = ""
    recommended_model: str = ""
    sentence: str = ""
