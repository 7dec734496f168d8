"""What several of OpenAI's calls share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from deai_desktop.api.schemas.adapters import AdapterChoices

ModelName = Annotated[str, Field(min_length=1, max_length=200, description="Id of an installed model.")]
LONGEST_TEXT = 16_000_000
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
StopText = Annotated[str, Field(min_length=1, max_length=1000)]


class StreamOptions(BaseModel):
    """Whether the last chunk of a stream tells how many tokens were used."""

    include_usage: bool | None = None


class SamplingFields(BaseModel):
    """Sampling options; OpenAI's, and as extensions ``top_k``, ``min_p``, ``repeat_penalty`` and adapters."""

    model_config = ConfigDict(extra="ignore")

    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, ge=0, le=1)
    top_k: int | None = Field(default=None, ge=0, le=1_000_000)
    min_p: float | None = Field(default=None, ge=0, le=1)
    repeat_penalty: float | None = Field(default=None, gt=0, le=10)
    presence_penalty: float | None = Field(default=None, ge=-2, le=2)
    frequency_penalty: float | None = Field(default=None, ge=-2, le=2)
    seed: int | None = Field(default=None, ge=-(2**63), le=2**63 - 1)
    logit_bias: (
        dict[Annotated[str, Field(pattern=r"^\d{1,9}$")], Annotated[float, Field(ge=-100, le=100)]] | None
    ) = Field(default=None, max_length=1024)
    stop: StopText | Annotated[list[StopText], Field(max_length=16)] | None = None
    n: int | None = Field(default=None, ge=1, le=16)
    adapters: AdapterChoices | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None


class PromptTokensDetails(BaseModel):
    """How much of the prompt was known already."""

    cached_tokens: int = 0


class Usage(BaseModel):
    """How many tokens a request took."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    prompt_tokens_details: PromptTokensDetails | None = None


class FunctionDefinition(BaseModel):
    """A function the model may call; ``parameters`` is a JSON schema."""

    name: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")
    description: str | None = Field(default=None, max_length=10_000)
    parameters: dict[str, Any] | None = None
    strict: bool | None = None


class ToolDefinition(BaseModel):
    """A tool; only functions exist."""

    type: Literal["function"]
    function: FunctionDefinition
