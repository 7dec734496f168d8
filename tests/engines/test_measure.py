"""A measured run: what it asks for, that it keeps to its time, and what it makes of bad answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

import pytest

from deai_desktop.core.errors import EngineCrashedError
from deai_desktop.engines.base import (
    Accepted,
    Embeddings,
    EngineFacts,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Priority,
)
from deai_desktop.engines.measure import MEASURING, Measurement


@dataclass
class PacedEngine:
    """Reads and writes at given speeds; a number of the prompt is two tokens."""

    rate: float = 2000.0
    prompt_rate: float = 20_000.0
    ends_after: int = 10**9
    error: Exception | None = None
    asked: list[GenerateRequest] = field(default_factory=list)
    context_length: int = 4096

    @property
    def facts(self) -> EngineFacts:
        """Describe itself."""
        return EngineFacts(self.context_length, 8, False, False, "CPU", 2)

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        """Take as long as a model would, and say so."""
        self.asked.append(request)
        if self.error:
            raise self.error
        prompt = 2 * (str(request.prompt).count(",") + 1)
        count = min(request.max_tokens or 0, self.ends_after)
        yield Accepted(prompt)
        await asyncio.sleep(prompt / self.prompt_rate + count / self.rate)
        seconds = max(0, count - 1) / self.rate
        yield Finished(FinishReason.LENGTH, prompt, count, 0, prompt / self.prompt_rate, seconds)

    async def count_tokens(self, request: GenerateRequest) -> int:
        """Never asked."""
        raise NotImplementedError

    async def embed(
        self, texts: Sequence[str], requester: str = "owner", priority: Priority = Priority.INTERACTIVE
    ) -> Embeddings:
        """Never asked."""
        raise NotImplementedError


async def test_short_and_long_texts_are_measured_in_turn() -> None:
    engine = PacedEngine()
    seen = await Measurement(engine, 5.0).run()
    fills = [one.fill for one in seen]
    assert len(seen) == 8
    assert max(fills[::2]) < 100 < 1400 < min(fills[1::2]) < 1700
    assert all(one.tokens_per_second == pytest.approx(2000, rel=0.01) for one in seen)
    assert all(one.prompt_tokens_per_second == pytest.approx(20_000, rel=0.01) for one in seen)


async def test_no_prompt_begins_like_another_and_all_are_known_as_measurements() -> None:
    engine = PacedEngine()
    await Measurement(engine, 5.0).run()
    assert len({str(one.prompt)[:3] for one in engine.asked}) > 1
    assert {one.requester for one in engine.asked} == {MEASURING}


async def test_a_slow_model_is_asked_for_less_and_the_time_is_kept() -> None:
    engine = PacedEngine(rate=40.0, prompt_rate=400.0)
    begun = time.monotonic()
    seen = await Measurement(engine, 1.5).run()
    assert time.monotonic() - begun < 2.0
    assert seen
    assert all(one.tokens_per_second == pytest.approx(40, rel=0.01) for one in seen)


async def test_a_model_that_is_far_too_slow_tells_nothing_and_is_given_up_in_time() -> None:
    begun = time.monotonic()
    assert await Measurement(PacedEngine(rate=1.0), 0.5).run() == []
    assert time.monotonic() - begun < 1.0


async def test_answers_that_end_at_once_do_not_count() -> None:
    assert await Measurement(PacedEngine(ends_after=2), 1.0).run() == []


async def test_long_texts_stay_within_a_small_context() -> None:
    engine = PacedEngine(context_length=256)
    seen = await Measurement(engine, 5.0).run()
    assert max(one.fill for one in seen) < 256


async def test_an_engine_that_fails_ends_the_measurement() -> None:
    with pytest.raises(EngineCrashedError):
        await Measurement(PacedEngine(error=EngineCrashedError("It died.")), 1.0).run()
