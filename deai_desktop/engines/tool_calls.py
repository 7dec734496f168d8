"""Tools in prompts and answers: how a model is told of them, and how its calls are read.

Models are told in the form that Hermes and Qwen made common: functions as JSON lines in the system prompt,
calls as ``<tool_call>{"name": …, "arguments": …}</tool_call>``. A model whose chat template takes tools gets
them through it; for others the same text goes into the system prompt. Either way a grammar keeps the calls
well-formed; on ONNX Runtime only those that are required.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from deai_desktop.engines.base import (
    ChatMessage,
    GenerateEvent,
    Role,
    TextDelta,
    TokenLogprob,
    Tool,
    ToolCall,
    ToolCalled,
)
from deai_desktop.engines.text_stream import overlap

OPEN = "<tool_call>"
CLOSE = "</tool_call>"

_TOLD = """You can call functions. Their signatures:
<tools>
{tools}
</tools>
To call one, answer with only this, with the arguments as a JSON object:
<tool_call>
{{"name": "function name", "arguments": {{}}}}
</tool_call>"""


def described(tools: Sequence[Tool]) -> list[dict[str, Any]]:
    """Describe tools in OpenAI's shape, which chat templates expect."""
    return [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": tool.description,
                "parameters": dict(tool.parameters),
            },
        }
        for tool in tools
    ]


def told_in_text(messages: Sequence[ChatMessage], tools: Sequence[Tool]) -> list[ChatMessage]:
    """Write tools, calls and results into plain messages, for a template with no place for them."""
    plain = [_without_tools(message) for message in messages]
    if not tools:
        return plain
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in described(tools))
    told = _TOLD.format(tools=lines)
    if plain and plain[0].role is Role.SYSTEM:
        return [replace(plain[0], content=f"{plain[0].content}\n\n{told}"), *plain[1:]]
    return [ChatMessage(Role.SYSTEM, told), *plain]


def _without_tools(message: ChatMessage) -> ChatMessage:
    if message.role is Role.TOOL:
        return ChatMessage(Role.USER, f"<tool_response>\n{message.content}\n</tool_response>")
    if message.tool_calls:
        calls = [
            f'{OPEN}\n{{"name": {json.dumps(one.name)}, "arguments": {one.arguments}}}\n{CLOSE}'
            for one in message.tool_calls
        ]
        return ChatMessage(Role.ASSISTANT, "\n".join([*filter(None, [message.content]), *calls]))
    return message


def call_schema(tools: Sequence[Tool]) -> dict[str, Any]:
    """Return the JSON schema of one call of any of the tools."""
    calls = [
        {
            "type": "object",
            "properties": {
                "name": {"const": tool.name},
                "arguments": dict(tool.parameters) or {"type": "object"},
            },
            "required": ["name", "arguments"],
            "additionalProperties": False,
        }
        for tool in tools
    ]
    return calls[0] if len(calls) == 1 else {"oneOf": calls}


class ToolCallReader:
    """Take calls out of the text of an answer, as it streams by."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self.calls = 0
        """How many calls were read."""

    def feed(self, text: str, logprobs: tuple[TokenLogprob, ...] = ()) -> Iterator[GenerateEvent]:
        """Yield text outside of calls, and each call when it is complete."""
        self._held += text
        while True:
            if not self._inside:
                place = self._held.find(OPEN)
                if place < 0:
                    keep = overlap(self._held, OPEN)
                    out, self._held = (
                        self._held[: len(self._held) - keep],
                        self._held[len(self._held) - keep :],
                    )
                    if self.calls:
                        out = out.strip() and out
                    if out or logprobs:
                        yield TextDelta(out, logprobs)
                    return
                before = self._held[:place].rstrip()
                if before:
                    yield TextDelta(before, logprobs)
                    logprobs = ()
                self._held = self._held[place + len(OPEN) :]
                self._inside = True
            place = self._held.find(CLOSE)
            if place < 0:
                return
            inner, self._held = self._held[:place], self._held[place + len(CLOSE) :].lstrip("\n")
            self._inside = False
            yield self._read(inner)

    def finish(self) -> Iterator[GenerateEvent]:
        """Yield what is left at the end: a call whose closing mark is missing, or text."""
        if self._inside:
            yield self._read(self._held)
        elif self._held and not (self.calls and not self._held.strip()):
            yield TextDelta(self._held)
        self._held = ""

    def _read(self, inner: str) -> GenerateEvent:
        """Read one call; what is not a call stays text, as the model wrote it."""
        try:
            call = json.loads(inner)
            name, arguments = call["name"], call.get("arguments", {})
            if not isinstance(name, str) or not isinstance(arguments, dict):
                raise TypeError
        except (ValueError, TypeError, KeyError, RecursionError):
            return TextDelta(f"{OPEN}{inner}{CLOSE}")
        self.calls += 1
        return ToolCalled(
            ToolCall(f"call_{secrets.token_hex(12)}", name, json.dumps(arguments, ensure_ascii=False))
        )
