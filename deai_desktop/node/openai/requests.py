"""OpenAI's requests as engine requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deai_desktop.api.schemas.openai.chat import (
    ChatCompletionRequest,
    JsonObjectFormat,
    JsonSchemaFormat,
    MessageIn,
    NamedTool,
    TextPart,
)
from deai_desktop.api.schemas.openai.common import SamplingFields
from deai_desktop.api.schemas.openai.completions import CompletionRequest
from deai_desktop.core.errors import InvalidInputError, UnsupportedError
from deai_desktop.engines.base import (
    Adapter,
    ChatMessage,
    GenerateRequest,
    Output,
    OutputKind,
    Role,
    Sampling,
    Tool,
    ToolCall,
)

_ROLES = {role.value: role for role in Role} | {"developer": Role.SYSTEM}


def chat_request(
    body: ChatCompletionRequest,
    default_temperature: float,
    requester: str,
    adapters: tuple[Adapter, ...] = (),
) -> GenerateRequest:
    """Translate a chat request; raises `InvalidInputError` or `UnsupportedError`."""
    tools = tuple(
        Tool(one.function.name, one.function.description or "", one.function.parameters or {})
        for one in body.tools or ()
    )
    return GenerateRequest(
        messages=tuple(_message(one, f"messages.{place}") for place, one in enumerate(body.messages)),
        sampling=_sampling(body, default_temperature),
        max_tokens=body.max_completion_tokens or body.max_tokens,
        stop=_stops(body),
        output=_output(body),
        tools=tools,
        tool_choice=_tool_choice(body, {tool.name for tool in tools}),
        parallel_tool_calls=bool(body.parallel_tool_calls),
        logprobs=_chat_logprobs(body),
        requester=requester,
        adapters=adapters,
    )


def completion_requests(
    body: CompletionRequest,
    default_temperature: float,
    requester: str,
    adapters: tuple[Adapter, ...] = (),
) -> list[GenerateRequest]:
    """Translate a completion request into one request for each prompt."""
    for name in ("echo", "suffix", "best_of"):
        if getattr(body, name) not in (None, False, "", 1):
            raise UnsupportedError(f"“{name}” is not supported.", hint="Leave it out.", param=name)
    request = GenerateRequest(
        sampling=_sampling(body, default_temperature),
        max_tokens=body.max_tokens,
        stop=_stops(body),
        logprobs=body.logprobs,
        requester=requester,
        adapters=adapters,
    )
    return [replace(request, prompt=prompt) for prompt in _prompts(body.prompt)]


def _prompts(given: str | Sequence[str | int | list[int]]) -> list[str | tuple[int, ...]]:
    """Tell one text, one list of tokens, and lists of either apart."""
    if isinstance(given, str):
        return [given]
    tokens = tuple(one for one in given if isinstance(one, int))
    if tokens:
        return [tokens]
    return [tuple(one) if isinstance(one, list) else str(one) for one in given]


def for_choice(request: GenerateRequest, choice: int) -> GenerateRequest:
    """Return the request for one of ``n`` answers: each has a seed of its own, the first the one asked for."""
    seed = request.sampling.seed
    if choice == 0 or seed is None:
        return request
    return replace(request, sampling=replace(request.sampling, seed=(seed + choice) & 0xFFFFFFFF))


def _sampling(body: SamplingFields, default_temperature: float) -> Sampling:
    plain = Sampling()

    def chosen(value: float | None, default: float) -> float:
        return default if value is None else value

    return Sampling(
        temperature=chosen(body.temperature, default_temperature),
        top_k=plain.top_k if body.top_k is None else body.top_k,
        top_p=chosen(body.top_p, plain.top_p),
        min_p=chosen(body.min_p, plain.min_p),
        repeat_penalty=chosen(body.repeat_penalty, plain.repeat_penalty),
        presence_penalty=chosen(body.presence_penalty, 0.0),
        frequency_penalty=chosen(body.frequency_penalty, 0.0),
        seed=None if body.seed is None else body.seed & 0xFFFFFFFF,
        logit_bias=tuple((int(token), bias) for token, bias in (body.logit_bias or {}).items()),
    )


def _stops(body: SamplingFields) -> tuple[str, ...]:
    return (body.stop,) if isinstance(body.stop, str) else tuple(body.stop or ())


def _message(message: MessageIn, place: str) -> ChatMessage:
    if message.content is None and not (message.role == "assistant" and message.tool_calls):
        raise InvalidInputError("A message needs content.", param=f"{place}.content")
    if message.role == "tool" and not message.tool_call_id:
        raise InvalidInputError("A tool's message names the call it answers.", param=f"{place}.tool_call_id")
    if isinstance(message.content, list):
        if not all(isinstance(part, TextPart) for part in message.content):
            raise UnsupportedError(
                "This model reads text only.",
                hint="Leave images, sounds and files out.",
                param=f"{place}.content",
            )
        content = "\n".join(part.text for part in message.content if isinstance(part, TextPart))
    else:
        content = message.content or ""
    return ChatMessage(
        role=_ROLES[message.role],
        content=content,
        tool_calls=tuple(
            ToolCall(call.id, call.function.name, call.function.arguments)
            for call in message.tool_calls or ()
        ),
        tool_call_id=message.tool_call_id or "",
        name=message.name or "",
    )


def _output(body: ChatCompletionRequest) -> Output:
    match body.response_format:
        case JsonObjectFormat():
            return Output(OutputKind.JSON)
        case JsonSchemaFormat(json_schema=given):
            return Output(OutputKind.JSON_SCHEMA, given.schema_)
    return Output()


def _tool_choice(body: ChatCompletionRequest, names: set[str]) -> str:
    choice = body.tool_choice
    if isinstance(choice, NamedTool):
        if choice.function.name not in names:
            raise InvalidInputError("“tool_choice” names a tool that is not in “tools”.", param="tool_choice")
        return choice.function.name
    if choice == "required" and not names:
        raise InvalidInputError("“tool_choice” asks for a tool, but there are none.", param="tool_choice")
    if names & {"auto", "none", "required"}:
        raise InvalidInputError("A tool can't be named auto, none or required.", param="tools")
    return choice or "auto"


def _chat_logprobs(body: ChatCompletionRequest) -> int | None:
    if body.top_logprobs is not None and not body.logprobs:
        raise InvalidInputError("“top_logprobs” needs “logprobs”: true.", param="top_logprobs")
    return (body.top_logprobs or 0) if body.logprobs else None
