"""JSON lines between node and engine host: one object a line, both ways.

To the host: ``{"do": "load" | "generate" | "count" | "embed" | "cancel", "id": n, …}``; from it:
``{"id": n, "is": "progress" | "loaded" | "accepted" | "text" | "tool" | "finished" | "counted" | "vector" |
"embedded" | "failed", …}``. Both sides are the same program, so there is no version to negotiate; the node
still reads the host's lines as those of a process that may have been damaged by a hostile model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from deai_desktop.core.errors import DeAIError, error_from_code
from deai_desktop.engines.base import (
    Accepted,
    Adapter,
    ChatMessage,
    EngineFacts,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Logprob,
    Output,
    OutputKind,
    Priority,
    Role,
    Sampling,
    TextDelta,
    TokenLogprob,
    Tool,
    ToolCall,
    ToolCalled,
)

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a request carries a whole conversation, but nothing honest is longer than this."""

Message = dict[str, Any]


def encode(message: Mapping[str, Any]) -> bytes:
    """Write one message as a line."""
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Read one line; raises ValueError when it is not a JSON object."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("not an object")
    return message


def request_to_message(request: GenerateRequest) -> Message:
    """Turn a request into plain values; shallow, because conversations are long."""
    return {
        **vars(request),
        "messages": [
            {**vars(one), "tool_calls": [vars(call) for call in one.tool_calls]} for one in request.messages
        ],
        "sampling": vars(request.sampling),
        "output": vars(request.output),
        "tools": [vars(tool) for tool in request.tools],
        "adapters": [{**vars(one), "path": str(one.path)} for one in request.adapters],
    }


def request_from_message(data: Message) -> GenerateRequest:
    """Rebuild the request that `request_to_message` wrote."""
    prompt = data["prompt"]
    sampling = dict(data["sampling"])
    sampling["logit_bias"] = tuple((int(token), float(bias)) for token, bias in sampling["logit_bias"])
    return GenerateRequest(
        messages=tuple(_message(one) for one in data["messages"]),
        prompt=tuple(prompt) if isinstance(prompt, list) else prompt,
        sampling=Sampling(**sampling),
        max_tokens=data["max_tokens"],
        stop=tuple(data["stop"]),
        output=Output(OutputKind(data["output"]["kind"]), data["output"]["schema"]),
        tools=tuple(Tool(**one) for one in data["tools"]),
        tool_choice=data["tool_choice"],
        parallel_tool_calls=data["parallel_tool_calls"],
        logprobs=data["logprobs"],
        requester=data["requester"],
        priority=Priority(data["priority"]),
        deadline=data["deadline"],
        adapters=tuple(Adapter(one["name"], Path(one["path"]), one["scale"]) for one in data["adapters"]),
        begun=data["begun"],
    )


def _message(data: Message) -> ChatMessage:
    calls = tuple(ToolCall(**call) for call in data["tool_calls"])
    return ChatMessage(Role(data["role"]), data["content"], calls, data["tool_call_id"], data["name"])


def event_to_message(event: GenerateEvent) -> Message:
    """Turn an event into plain values."""
    match event:
        case Accepted(prompt_tokens):
            return {"is": "accepted", "prompt_tokens": prompt_tokens}
        case TextDelta(text, (), tokens):
            return {"is": "text", "text": text, "tokens": tokens}
        case TextDelta(text, logprobs, tokens):
            found = [asdict(one) for one in logprobs]
            return {"is": "text", "text": text, "tokens": tokens, "logprobs": found}
        case ToolCalled(call):
            return {"is": "tool", "call": asdict(call)}
        case Finished():
            return {"is": "finished", **asdict(event)}


def event_from_message(message: Message) -> GenerateEvent | None:
    """Rebuild an event, None for other messages; KeyError, TypeError or ValueError when damaged."""
    match message["is"]:
        case "text":
            logprobs = tuple(_logprob(one) for one in message.get("logprobs", ()))
            return TextDelta(str(message["text"]), logprobs, int(message["tokens"]))
        case "accepted":
            return Accepted(int(message["prompt_tokens"]))
        case "tool":
            return ToolCalled(ToolCall(**message["call"]))
        case "finished":
            values = {key: value for key, value in message.items() if key not in {"is", "id", "reason"}}
            return Finished(FinishReason(message["reason"]), **values)
    return None


def _logprob(data: Message) -> TokenLogprob:
    top = tuple(Logprob(one["token"], tuple(one["octets"]), one["logprob"]) for one in data["top"])
    return TokenLogprob(data["token"], tuple(data["octets"]), data["logprob"], top)


def facts_from_message(message: Message) -> EngineFacts:
    """Rebuild what a host says of its loaded model."""
    return EngineFacts(**message["facts"])


def error_to_message(error: DeAIError) -> Message:
    """Turn an error into plain values."""
    return {
        "is": "failed",
        "code": error.code,
        "title": error.title,
        "message": error.message,
        "hint": error.hint,
        "param": error.param,
    }


def error_from_message(message: Message) -> DeAIError:
    """Rebuild the error a host reported."""
    parts = {key: str(message.get(key, "")) for key in ("code", "message", "hint", "title", "param")}
    return error_from_code(**parts)
