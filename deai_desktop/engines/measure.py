"""Measures how fast a loaded model really reads and writes, in less than a given time."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time

from deai_desktop.engines.base import Engine, Finished, GenerateRequest
from deai_desktop.models.fit_speed import Observation

MEASURING = "measuring"
"""Who asks: not a person, so such answers are not learned from a second time."""
SECONDS = 20.0

_MOST_ANSWERS = 8
_SHORT_PROMPT, _LONG_PROMPT = 24, 1536
_FEWEST_TOKENS, _MOST_TOKENS = 8, 48
_ANSWER_SECONDS, _PROMPT_SECONDS = 1.5, 6.0


class Measurement:
    """Ask for one answer after the other, after short and long texts in turn, until the time is over.

    An answer that does not end in time is given up.
    """

    def __init__(self, engine: Engine, seconds: float = SECONDS) -> None:
        self._engine = engine
        self._deadline = time.monotonic() + seconds
        self._tokens_per_number = 2.0
        self._rate = 0.0
        self._prompt_rate = 0.0

    async def run(self) -> list[Observation]:
        """Return what was seen; empty when the model is too slow for even one answer. Raises `EngineError`."""
        seen: list[Observation] = []
        # The first answer also brings the weights into memory: it counts when there is time for no other.
        first = await self._answer(_SHORT_PROMPT, _FEWEST_TOKENS)
        for number in range(_MOST_ANSWERS):
            prompt = self._long_prompt(_PROMPT_SECONDS) if number % 2 else _SHORT_PROMPT
            tokens = self._answer_length(prompt)
            if tokens < _FEWEST_TOKENS:
                break
            if one := await self._answer(prompt, tokens):
                seen.append(one)
        return seen or ([first] if first else [])

    async def glance(self) -> Observation | None:
        """Return what one prompt and one answer of about a second each tell; None when it is too slow even for that."""
        first = await self._answer(_SHORT_PROMPT, _FEWEST_TOKENS)
        tokens = max(_FEWEST_TOKENS, min(_MOST_TOKENS, int(self._rate)))
        return await self._answer(self._long_prompt(1.0), tokens) or first

    def _long_prompt(self, seconds: float) -> int:
        """Return how many tokens are read in about that time, as far as there is room for them."""
        room = self._engine.facts.context_length - 2 * _MOST_TOKENS
        return max(_SHORT_PROMPT, min(_LONG_PROMPT, room, int(self._prompt_rate * seconds)))

    def _answer_length(self, prompt: int) -> int:
        """Return how many tokens there is time for, with some to spare."""
        reading = prompt / self._prompt_rate if self._prompt_rate else 0.0
        left = self._deadline - time.monotonic() - reading
        wanted = max(_FEWEST_TOKENS, min(_MOST_TOKENS, self._rate * _ANSWER_SECONDS))
        return int(min(wanted, self._rate * left / 1.2))

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
