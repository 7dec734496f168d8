"""Adapters of a request over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from deai_desktop.core.limits import LARGEST_SCALE, MOST_ADAPTERS


class AdapterChoice(BaseModel):
    """A LoRA adapter that changes the model for this answer; 1 is the scale it was trained with, 0 none of it."""

    name: str = Field(min_length=1, max_length=100, description="Id of an installed adapter.")
    scale: float = Field(default=1.0, ge=-LARGEST_SCALE, le=LARGEST_SCALE, allow_inf_nan=False)


AdapterChoices = Annotated[list[AdapterChoice], Field(max_length=MOST_ADAPTERS)]
