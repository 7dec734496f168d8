"""``GET /v1/models``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class OpenAIModel(BaseModel):
    """An installed model."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str


class OpenAIModelList(BaseModel):
    """All installed models."""

    object: Literal["list"] = "list"
    data: list[OpenAIModel]
