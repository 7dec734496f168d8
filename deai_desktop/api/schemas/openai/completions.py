"""``POST /v1/completions``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.openai.common import ModelName, SamplingFields, Text, Usage

TokenId = Annotated[int, Field(ge=0, le=2**31 - 1)]
Tokens = Annotated[list[TokenId], Field(min_length=1, max_length=1_000_000)]


class CompletionRequest(SamplingFields):
    """Ask for a continuation of text or tokens; several prompts are continued each for itself."""

    model: ModelName
    prompt: (
        Text
        | Annotated[list[Text], Field(min_length=1, max_length=64)]
        | Tokens
        | Annotated[list[Tokens], Field(min_length=1, max_length=64)]
    )
    max_tokens: int | None = Field(default=16, ge=1, le=10_000_000)
    logprobs: int | None = Field(default=None, ge=0, le=20)
    echo: bool | None = None
    suffix: str | None = Field(default=None, max_length=1_000_000)
    best_of: int | None = Field(default=None, ge=1, le=16)


class CompletionLogprobs(BaseModel):
    """Log probabilities in the older shape."""

    tokens: list[str]
    token_logprobs: list[float]
    top_logprobs: list[dict[str, float]] | None = None
    text_offset: list[int]


class CompletionChoice(BaseModel):
    """One continuation."""

    index: int
    text: str
    logprobs: CompletionLogprobs | None = None
    finish_reason: Literal["stop", "length"]


class Completion(BaseModel):
    """The whole reply."""

    id: str
    object: Literal["text_completion"] = "text_completion"
    created: int
    model: str
    choices: list[CompletionChoice]
    usage: Usage
    system_fingerprint: str | None = None
