"""``POST /v1/embeddings``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.openai.common import ModelName, Text

NonEmpty = Annotated[Text, Field(min_length=1)]


class EmbeddingRequest(BaseModel):
    """Ask for one vector for each text."""

    model: ModelName
    input: NonEmpty | Annotated[list[NonEmpty], Field(min_length=1, max_length=2048)]
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: int | None = Field(default=None, ge=1, le=100_000)


class Embedding(BaseModel):
    """A unit-length vector: numbers, or little-endian float32 in base64."""

    object: Literal["embedding"] = "embedding"
    index: int
    embedding: list[float] | str


class EmbeddingUsage(BaseModel):
    """How many tokens the texts have."""

    prompt_tokens: int
    total_tokens: int


class EmbeddingList(BaseModel):
    """The whole reply."""

    object: Literal["list"] = "list"
    data: list[Embedding]
    model: str
    usage: EmbeddingUsage
