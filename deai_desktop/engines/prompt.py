"""Writes a request's prompt as text, with the model's own chat template, and says how long the answer may be."""

from __future__ import annotations

from collections.abc import Sequence

from deai_desktop.core.errors import ContextOverflowError, InvalidInputError, UnsupportedError
from deai_desktop.engines.base import ChatMessage, GenerateRequest, Priority, Role
from deai_desktop.engines.chat_template import ChatTemplate
from deai_desktop.engines.tool_calls import described, told_in_text


class PromptWriter:
    """Render chats; raises `EngineStartError` for a template that can't be used."""

    def __init__(self, template: str, bos_token: str, eos_token: str) -> None:
        self._template = ChatTemplate(template, bos_token, eos_token) if template else None
        self.takes_tools = "tools" in template and "<tool_call>" in template
        """Whether the template has a place for tools."""

    @property
    def has_template(self) -> bool:
        """Whether the model can chat."""
        return self._template is not None

    def write(self, request: GenerateRequest) -> str:
        """Render the messages; raises `UnsupportedError` or `InvalidInputError`."""
        if self._template is None:
            raise UnsupportedError(
                "It is a base model without a chat template: it continues text, but does not chat.",
                hint="Use it through /v1/completions, or choose a chat (instruct) model.",
                param="model",
            )
        tools = request.tools if request.tool_choice != "none" else ()
        if self.takes_tools:
            return self._template.render(request.messages, described(tools))
        messages: Sequence[ChatMessage] = request.messages
        if tools or any(one.tool_calls or one.role is Role.TOOL for one in messages):
            messages = told_in_text(messages, tools)
        return self._template.render(messages)


def most_tokens(request: GenerateRequest, prompt_tokens: int, context_length: int) -> int:
    """Return how many tokens the answer may have; raises `ContextOverflowError` when there is room for none."""
    room = context_length - prompt_tokens
    if room < 1:
        raise ContextOverflowError(
            f"The prompt has {prompt_tokens} tokens, this model's context window holds {context_length} "
            "with the answer.",
            hint="Shorten it, or choose a larger window: deai settings set engine.context_length",
            param="messages" if request.messages else "prompt",
        )
    return min(request.max_tokens or room, room)


def refuse_adapters(request: GenerateRequest) -> None:
    """Raise `InvalidInputError` for a request with adapters, where the engine knows none."""
    if request.adapters:
        raise InvalidInputError(
            "This model's engine takes no adapters.",
            hint="Leave them out, or choose the GGUF model that they were made for.",
            param="adapters",
        )


def is_repeatable(request: GenerateRequest) -> bool:
    """Say whether the same text must come alone and amid others: with a seed, and for strangers without randomness."""
    sampling = request.sampling
    return sampling.seed is not None or (sampling.temperature <= 0 and request.priority is Priority.SHARED)
