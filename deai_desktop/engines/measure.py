"""Measures how fast a loaded model really reads and writes, in less than a given time."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable

from deai_desktop.engines.base import Engine, Finished, GenerateRequest
from deai_desktop.models.fit_speed import Observation

MEASURING = "measuring"
"""Who asks: not a person, so such answers are not learned from a second time."""
SECONDS = 20.0

_MOST_ANSWERS = 8
_SHORT_PROMPT, _LONG_PROMPT = 24, 1024
_FEWEST_TOKENS, _MOST_TOKENS = 8, 48
_ANSWER_SECONDS, _PROMPT_SECONDS = 1.5, 3.0


class Measurement:
    """Ask for one answer after the other, after short and long texts in turn, until the time is over.

    ``on_answer`` hears each one. An answer that does not end in time is given up.
    """

    def __init__(
        self,
        engine: Engine,
        seconds: float = SECONDS,
        on_answer: Callable[[Observation], None] = lambda _: None,
    ) -> None:
        self._engine = engine
        self._deadline = time.monotonic() + seconds
        self._on_answer = on_answer
        self._tokens_per_number = 2.0
        self._rate = 0.0
        self._prompt_rate = 0.0

    async def run(self) -> list[Observation]:
        """Return what was seen; empty when the model is too slow for even one answer. Raises `EngineError`."""
        seen: list[Observation] = []
        await self._answer(_SHORT_PROMPT, _FEWEST_TOKENS)  # the first one also brings the weights into memory
        for number in range(_MOST_ANSWERS):
            prompt, tokens = self._plan(is_long=number % 2 == 1)
            if not self._has_time(prompt, tokens):
                break
            if one := await self._answer(prompt, tokens):
                seen.append(one)
                self._on_answer(one)
        return seen

    def _plan(self, *, is_long: bool) -> tuple[int, int]:
        tokens = max(_FEWEST_TOKENS, min(_MOST_TOKENS, int(self._rate * _ANSWER_SECONDS)))
        if not is_long:
            return _SHORT_PROMPT, tokens
        room = self._engine.facts.context_length - 2 * _MOST_TOKENS
        return max(_SHORT_PROMPT, min(_LONG_PROMPT, room, int(self._prompt_rate * _PROMPT_SECONDS))), tokens

    def _has_time(self, prompt: int, tokens: int) -> bool:
        if not self._rate:
            return False
        reading = prompt / self._prompt_rate if self._prompt_rate else 0.0
        return time.monotonic() + reading + 1.2 * tokens / self._rate < self._deadline

    async def _answer(self, prompt_tokens: int, max_tokens: int) -> Observation | None:
        """Let the model go on counting, which any model does without an end; None when it ended too early."""
        request = GenerateRequest(
            prompt=_counting(max(4, int(prompt_tokens / self._tokens_per_number))),
            max_tokens=max_tokens,
            requester=MEASURING,
        )
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._deadline - time.monotonic())):
                async with contextlib.aclosing(self._engine.generate(request)) as events:
                    async for event in events:
                        if isinstance(event, Finished):
                            return self._noticed(request, event)
        return None

    def _noticed(self, request: GenerateRequest, done: Finished) -> Observation | None:
        numbers = str(request.prompt).count(",") + 1
        self._tokens_per_number = max(1.0, done.prompt_tokens / numbers)
        seen = observed(done)
        self._prompt_rate = seen.prompt_tokens_per_second or self._prompt_rate
        self._rate = seen.tokens_per_second or self._rate
        return seen if seen.tokens >= _FEWEST_TOKENS else None


def observed(done: Finished) -> Observation:
    """Turn the end of an answer into what it tells of speed."""
    read = done.prompt_tokens - done.cached_tokens
    prompt_rate = read / done.prompt_seconds if done.prompt_seconds > 0 else 0.0
    fill = done.prompt_tokens + done.completion_tokens // 2
    return Observation(fill, done.completion_tokens, done.tokens_per_second, read, prompt_rate)


def _counting(numbers: int) -> str:
    """Begin to count somewhere new, so that nothing of an earlier prompt is reused."""
    first = random.randrange(100, 900)  # noqa: S311 - no secret
    return ", ".join(str(first + place) for place in range(numbers)) + ","
