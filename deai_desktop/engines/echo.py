"""An engine without a model: it answers with the words of the last message. For tests and for measuring the rest."""

from __future__ import annotations

import json
import math
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from deai_desktop.core.errors import ContextOverflowError, EngineStartError
from deai_desktop.engines.base import (
    EngineFacts,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    LoadOptions,
    OutputKind,
    TextDelta,
    TokenLogprob,
    ToolCall,
    ToolCalled,
)
from deai_desktop.engines.prompt import refuse_adapters
from deai_desktop.engines.text_stream import TextStream
from deai_desktop.engines.turns import TurnTaking

_DIMENSIONS = 8
_WORDS = re.compile(r"^[^ ]+| [^ ]*")


class EchoModel:
    """Repeat the prompt word by word.

    A model "file" whose text is ``{"delay": 0.01}`` slows each word down, ``{"die": true}`` ends the process,
    ``{"die": "gpu"}`` only if it is told to use a graphics card.
    """

    def __init__(self) -> None:
        self.scheduler = TurnTaking()

    def load(self, path: Path, options: LoadOptions, on_progress: Callable[[float], None]) -> EngineFacts:
        """Read the file's options; raises `EngineStartError` when it is not one of ours."""
        try:
            wishes = json.loads(path.read_text())
            self._delay = float(wishes.get("delay", 0))
        except (OSError, ValueError, AttributeError) as error:
            raise EngineStartError("It is not an echo model.") from error
        die = wishes.get("die")
        if (die == "gpu" and options.gpu_layers) or die is True:
            os._exit(3)
        self._length = options.context_length
        on_progress(1.0)
        return EngineFacts(self._length, _DIMENSIONS, True, True, "CPU", 1)

    def prepare(self, request: GenerateRequest) -> _EchoGeneration:
        """Count words as tokens."""
        refuse_adapters(request)
        count = self.count_tokens(request)
        if count >= self._length:
            raise ContextOverflowError(
                f"The prompt has {count} tokens, the context window holds {self._length}.",
                hint="Shorten it.",
                param="messages",
            )
        return _EchoGeneration(
            request, count, min(request.max_tokens or self._length, self._length - count), self._delay
        )

    def count_tokens(self, request: GenerateRequest) -> int:
        """Count the words of all messages."""
        words = sum(len(message.content.split()) for message in request.messages)
        return max(1, words or len(_last(request).split())) + len(request.begun.split())

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[tuple[float, ...], int] | None]:
        """Yield a vector of letter counts."""
        for text in texts:
            counts = [
                1.0 + sum(ord(letter) % _DIMENSIONS == place for letter in text)
                for place in range(_DIMENSIONS)
            ]
            length = math.hypot(*counts)
            yield tuple(count / length for count in counts), len(text.split())


class _EchoGeneration:
    def __init__(self, request: GenerateRequest, prompt_tokens: int, limit: int, delay: float) -> None:
        self.prompt_tokens = prompt_tokens
        self._request = request
        self._limit = limit
        self._delay = delay

    def run(self) -> Iterator[GenerateEvent | None]:
        """Yield one word at a time."""
        request = self._request
        started = time.perf_counter()
        if request.tools and request.tool_choice not in ("auto", "none"):
            yield ToolCalled(ToolCall("call_echo", request.tools[0].name, "{}"))
            yield Finished(FinishReason.TOOL_CALLS, self.prompt_tokens, 1)
            return
        text = _last(request) if request.output.kind is OutputKind.TEXT else "{}"
        words = _WORDS.findall(text.removeprefix(request.begun))
        stream = TextStream(request.stop)
        count = told = 0
        for piece in words[: self._limit]:
            if self._delay:
                time.sleep(self._delay)
            count += 1
            octets = piece.encode("utf-8", "replace")
            logprob = TokenLogprob(piece, tuple(octets), 0.0) if request.logprobs is not None else None
            delta, logprobs = stream.feed(octets, logprob)
            if delta or logprobs:
                yield TextDelta(delta, logprobs, count - told)
                told = count
            if stream.stopped:
                break
            yield None
        delta, logprobs = stream.finish()
        if delta or logprobs:
            yield TextDelta(delta, logprobs, count - told)
        reason = FinishReason.LENGTH if len(words) > self._limit and not stream.stopped else FinishReason.STOP
        yield Finished(reason, self.prompt_tokens, count, 0, 0.0, time.perf_counter() - started)

    def close(self) -> None:
        """Nothing is held."""


def _last(request: GenerateRequest) -> str:
    if isinstance(request.prompt, str):
        return request.prompt
    if request.prompt is not None:
        return " ".join(map(str, request.prompt))
    return request.messages[-1].content if request.messages else ""
