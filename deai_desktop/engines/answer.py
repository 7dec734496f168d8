"""Turns the tokens of an answer into its events: text up to a stop text, tool calls, the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deai_desktop.engines.base import FinishReason, GenerateEvent, GenerateRequest, TextDelta, TokenLogprob
from deai_desktop.engines.text_stream import TextStream
from deai_desktop.engines.tool_calls import ToolCallReader


class Answer:
    """Collect one answer's tokens."""

    def __init__(self, request: GenerateRequest) -> None:
        has_tools = bool(request.tools) and request.tool_choice != "none"
        self._stream = TextStream(request.stop)
        self._calls = ToolCallReader() if has_tools else None
        self.reason = FinishReason.LENGTH
        """Why it ended; right once it has."""
        self.tokens = 0
        """How many there were, the one that ends it included."""
        self._told_tokens = 0

    @property
    def has_ended(self) -> bool:
        """Whether a stop text or the model's own end was met."""
        return self.reason is FinishReason.STOP

    def add(self, octets: bytes, logprob: TokenLogprob | None = None) -> Iterator[GenerateEvent]:
        """Take one token and yield what is certain now."""
        self.tokens += 1
        yield from self._told(*self._stream.feed(octets, logprob))
        if self._stream.stopped:
            self.reason = FinishReason.STOP

    def end_by_model(self) -> None:
        """Take the token with which the model ends its answer."""
        self.tokens += 1
        self.reason = FinishReason.STOP

    def finish(self) -> Iterator[GenerateEvent]:
        """Yield what is held back."""
        yield from self._told(*self._stream.finish())
        if self._calls:
            yield from map(self._counted, self._calls.finish())
            if self._calls.calls:
                self.reason = FinishReason.TOOL_CALLS

    def _told(self, text: str, logprobs: tuple[TokenLogprob, ...]) -> Iterator[GenerateEvent]:
        if text or logprobs:
            events = self._calls.feed(text, logprobs) if self._calls else (TextDelta(text, logprobs),)
            yield from map(self._counted, events)

    def _counted(self, event: GenerateEvent) -> GenerateEvent:
        """Say of text how many tokens it took."""
        if not isinstance(event, TextDelta):
            return event
        since, self._told_tokens = self.tokens - self._told_tokens, self.tokens
        return replace(event, tokens=since)
