"""Makes a prompt of a conversation: what the model sees, and what is left out when it grows too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deai_desktop.chat.conversation import Message, Role
from deai_desktop.engines.base import ChatMessage, Engine, GenerateRequest
from deai_desktop.engines.base import Role as PromptRole

_LEAST_ANSWER = 64
"""Tokens of room without which an answer is not worth beginning."""


def chat_messages(system_prompt: str, messages: Sequence[Message]) -> tuple[ChatMessage, ...]:
    """Turn a branch into prompt messages.

    Answers that failed before their first word are passed over, and messages of the same side in a row become
    one, because most chat templates insist that the sides take turns.
    """
    prompt: list[ChatMessage] = []
    for message in messages:
        if not message.content:
            continue
        role = PromptRole.USER if message.role is Role.USER else PromptRole.ASSISTANT
        if prompt and prompt[-1].role is role:
            prompt[-1] = replace(prompt[-1], content=f"{prompt[-1].content}\n\n{message.content}")
        else:
            prompt.append(ChatMessage(role, message.content))
    if system_prompt:
        prompt.insert(0, ChatMessage(PromptRole.SYSTEM, system_prompt))
    return tuple(prompt)


async def fit(engine: Engine, request: GenerateRequest, left_out: int) -> tuple[GenerateRequest, int]:
    """Leave out the oldest turns until the prompt and an answer fit; return how many messages that were.

    ``left_out`` is how many the turn before left out: they stay out, so that the beginning of the prompt stays
    the same and the engine can reuse its work. When more must go, the prompt is cut to half of the window at
    once, for the same reason. If the last message alone is too long, it is for the engine to refuse.
    """
    window = engine.facts.context_length
    room = request.max_tokens or max(_LEAST_ANSWER, window // 8)
    system = request.messages[:1] if request.messages[0].role is PromptRole.SYSTEM else ()
    turns = request.messages[len(system) :]

    def without(count: int) -> GenerateRequest:
        return replace(request, messages=system + turns[count:])

    async def fits(count: int, limit: int) -> bool:
        return await engine.count_tokens(without(count)) <= limit

    starts = [place for place, one in enumerate(turns) if one.role is PromptRole.USER] or [0]
    first = next((place for place in starts if place >= left_out), starts[-1])
    if await fits(first, max(1, window - room)):
        return without(first), first
    low, high = starts.index(first) + 1, len(starts) - 1
    while low < high:
        middle = (low + high) // 2
        if await fits(starts[middle], window // 2):
            high = middle
        else:
            low = middle + 1
    cut = starts[min(low, len(starts) - 1)]
    return without(cut), cut
