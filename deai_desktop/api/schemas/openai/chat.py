"""``POST /v1/chat/completions``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.openai.common import ModelName, SamplingFields, Text, ToolDefinition, Usage


class TextPart(BaseModel):
    """A piece of a message's text."""

    type: Literal["text"]
    text: Text


class OtherPart(BaseModel):
    """An image, sound or file: read so that it can be refused by name."""

    type: Literal["image_url", "input_audio", "file", "refusal"]


class FunctionCall(BaseModel):
    """A call as the model wrote it; ``arguments`` is JSON text."""

    name: str = Field(max_length=200)
    arguments: Text


class ToolCallMessage(BaseModel):
    """A call of a tool."""

    id: str = Field(max_length=200)
    type: Literal["function"] = "function"
    function: FunctionCall


class MessageIn(BaseModel):
    """A message of the prompt."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Text | list[Annotated[TextPart | OtherPart, Field(discriminator="type")]] | None = None
    name: str | None = Field(default=None, max_length=200)
    tool_calls: list[ToolCallMessage] | None = Field(default=None, max_length=128)
    tool_call_id: str | None = Field(default=None, max_length=200)


class TextFormat(BaseModel):
    """Free text."""

    type: Literal["text"]


class JsonObjectFormat(BaseModel):
    """Any JSON object."""

    type: Literal["json_object"]


class JsonSchema(BaseModel):
    """A named JSON schema."""

    name: str = Field(default="answer", max_length=200)
    description: str | None = None
    schema_: dict[str, Any] = Field(default_factory=dict, alias="schema")
    strict: bool | None = None


class JsonSchemaFormat(BaseModel):
    """JSON that validates against a schema."""

    type: Literal["json_schema"]
    json_schema: JsonSchema


class NamedFunction(BaseModel):
    """The name of a function."""

    name: str = Field(max_length=64)


class NamedTool(BaseModel):
    """Insist on one tool."""

    type: Literal["function"]
    function: NamedFunction


class ChatCompletionRequest(SamplingFields):
    """Ask for an answer to messages."""

    model: ModelName
    messages: list[MessageIn] = Field(min_length=1, max_length=20_000)
    max_tokens: int | None = Field(default=None, ge=1, le=10_000_000)
    max_completion_tokens: int | None = Field(default=None, ge=1, le=10_000_000)
    logprobs: bool | None = None
    top_logprobs: int | None = Field(default=None, ge=0, le=20)
    response_format: (
        Annotated[TextFormat | JsonObjectFormat | JsonSchemaFormat, Field(discriminator="type")] | None
    ) = None
    tools: list[ToolDefinition] | None = Field(default=None, max_length=128)
    tool_choice: Literal["none", "auto", "required"] | NamedTool | None = None
    parallel_tool_calls: bool | None = None


class TopLogprob(BaseModel):
    """A token with its natural log probability."""

    token: str
    logprob: float
    bytes: list[int] | None = None


class TokenLogprob(TopLogprob):
    """A token of the answer with its likeliest alternatives."""

    top_logprobs: list[TopLogprob] = []


class ChoiceLogprobs(BaseModel):
    """Log probabilities of all tokens of an answer."""

    content: list[TokenLogprob] | None = None
    refusal: None = None


class AnswerMessage(BaseModel):
    """The answer."""

    role: Literal["assistant"] = "assistant"
    content: str | None
    refusal: None = None
    tool_calls: list[ToolCallMessage] | None = None


class ChatChoice(BaseModel):
    """One of ``n`` answers."""

    index: int
    message: AnswerMessage
    logprobs: ChoiceLogprobs | None = None
    finish_reason: Literal["stop", "length", "tool_calls"]


class ChatCompletion(BaseModel):
    """The whole reply."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ChatChoice]
    usage: Usage
    system_fingerprint: str | None = None
