"""How an owner fares whose model also works for others: an engine host, with shared requests beside the owner's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from deai_desktop.engines.base import Finished, GenerateRequest, LoadOptions, Priority, Sampling, TextDelta
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.system.child_job import ChildJob
from tests.bench.figures import Goal
from tests.bench.prompts import Prompts

JOBS = 4
_LONG_PROMPT = 1550
_CONTEXT = 2048
_GREEDY = Sampling(temperature=0)


@dataclass(frozen=True)
class _Chat:
    """What the owner saw of one answer."""

    first_token: float
    tokens_per_second: float
    gaps: tuple[float, ...]


async def measure_sharing(
    model: Path, threads: int, prompts: Prompts, rounds: int, tokens: int
) -> list[Goal]:
    """Measure in pairs, alone and under load, and hold the medians against the goals."""
    async with _host(model, threads) as engine:
        await _chat(engine, prompts, tokens)  # brings the weights into memory
        pairs = [await _beside_jobs(engine, prompts, tokens) for _ in range(rounds)]
        stalls = {
            priority: [await _beside_a_long_prompt(engine, prompts, tokens, priority) for _ in range(rounds)]
            for priority in (Priority.SHARED, Priority.INTERACTIVE)
        }
        cancels = [await _cancel_in_mid_prompt(engine, prompts) for _ in range(rounds)]
        same = await _come_out_the_same(engine, prompts, tokens)
    return [
        _at_most(
            f"time to first token beside {JOBS} shared jobs",
            [busy.first_token / alone.first_token for alone, busy in pairs],
            1.25,
        ),
        _at_least(
            f"tokens/s beside {JOBS} shared jobs",
            [busy.tokens_per_second / alone.tokens_per_second for alone, busy in pairs],
            0.9,
        ),
        *_stall_goals("shared", stalls[Priority.SHARED]),
        *_stall_goals("interactive", stalls[Priority.INTERACTIVE]),
        _at_most("a cancel in mid-prompt takes effect after", cancels, 0.1, "s"),
        Goal(f"{JOBS} shared jobs write the same text as undisturbed", "all", same, "of 4", same == JOBS),
    ]


def _stall_goals(kind: str, pairs: Sequence[tuple[_Chat, _Chat]]) -> list[Goal]:
    what = f"gap between a chat's tokens while a {kind} prompt of {_LONG_PROMPT} tokens comes"
    p95 = [quantiles(busy.gaps, n=20)[-1] / median(alone.gaps) for alone, busy in pairs]
    return [
        _at_most(f"worst {what}", [max(busy.gaps) for _, busy in pairs], 0.25, "s"),
        _at_most(f"p95 {what}, against undisturbed", p95, 2.0),
    ]


def _at_most(name: str, values: Sequence[float], limit: float, unit: str = "×") -> Goal:
    value = median(values)
    return Goal(name, f"≤ {limit:g} {unit}", value, unit, value <= limit)


def _at_least(name: str, values: Sequence[float], limit: float) -> Goal:
    value = median(values)
    return Goal(name, f"≥ {limit:g} ×", value, "×", value >= limit)


@asynccontextmanager
async def _host(model: Path, threads: int) -> AsyncIterator[HostedEngine]:
    options = LoadOptions(_CONTEXT, threads, gpu_layers=0, slots=JOBS + 2)
    engine = await HostedEngine.start("llama.cpp", model, options, ChildJob())
    try:
        yield engine
    finally:
        await engine.unload()


def _job(prompts: Prompts, tokens: int, length: int = 40) -> GenerateRequest:
    return GenerateRequest(
        prompt=tuple(prompts.cold(length)),
        max_tokens=tokens,
        sampling=_GREEDY,
        priority=Priority.SHARED,
        requester="member",
    )


async def _answer(engine: HostedEngine, request: GenerateRequest) -> str:
    return "".join([event.text async for event in engine.generate(request) if isinstance(event, TextDelta)])


async def _chat(engine: HostedEngine, prompts: Prompts, tokens: int) -> _Chat:
    """Ask as the owner; with log probabilities each token comes as an event of its own."""
    request = GenerateRequest(prompt=tuple(prompts.cold(200)), max_tokens=tokens, logprobs=0)
    started = time.perf_counter()
    moments: list[float] = []
    done: Finished | None = None
    async for event in engine.generate(request):
        if isinstance(event, TextDelta):
            moments.append(time.perf_counter())
        elif isinstance(event, Finished):
            done = event
    assert done is not None
    gaps = tuple(later - earlier for earlier, later in pairwise(moments))
    return _Chat(moments[0] - started, done.tokens_per_second, gaps)


async def _beside_jobs(engine: HostedEngine, prompts: Prompts, tokens: int) -> tuple[_Chat, _Chat]:
    alone = await _chat(engine, prompts, tokens)
    jobs = [asyncio.create_task(_answer(engine, _job(prompts, 1500))) for _ in range(JOBS)]
    await asyncio.sleep(1.5)
    busy = await _chat(engine, prompts, tokens)
    await _drop(jobs)
    return alone, busy


async def _beside_a_long_prompt(
    engine: HostedEngine, prompts: Prompts, tokens: int, priority: Priority
) -> tuple[_Chat, _Chat]:
    alone = await _chat(engine, prompts, tokens)
    chat = asyncio.create_task(_chat(engine, prompts, tokens))
    await asyncio.sleep(alone.first_token + 0.1)
    long = GenerateRequest(
        prompt=tuple(prompts.cold(_LONG_PROMPT)), max_tokens=1, priority=priority, requester="another"
    )
    other = asyncio.create_task(_answer(engine, long))
    busy = await chat
    await other
    return alone, busy


async def _cancel_in_mid_prompt(engine: HostedEngine, prompts: Prompts) -> float:
    """Return the seconds until the host does something else, here counting, after the cancellation."""
    request = GenerateRequest(prompt=tuple(prompts.cold(_LONG_PROMPT)), max_tokens=1)
    async with aclosing(engine.generate(request)) as events:
        await anext(events)
        await asyncio.sleep(0.6)
    started = time.perf_counter()
    await engine.count_tokens(GenerateRequest(prompt="x"))
    return time.perf_counter() - started


async def _come_out_the_same(engine: HostedEngine, prompts: Prompts, tokens: int) -> int:
    """Count the jobs that write the same beside the owner's chats as in peace."""
    requests = [_job(prompts, 2 * tokens, 40 + 50 * place) for place in range(JOBS)]
    peaceful = await asyncio.gather(*(_answer(engine, one) for one in requests))
    jobs = [asyncio.create_task(_answer(engine, one)) for one in requests]
    for _ in range(3):
        await asyncio.sleep(0.3)
        await asyncio.gather(_chat(engine, prompts, tokens), _chat(engine, prompts, tokens))
    disturbed = await asyncio.gather(*jobs)
    return sum(one == other for one, other in zip(peaceful, disturbed, strict=True))


async def _drop(jobs: Sequence[asyncio.Task[str]]) -> None:
    for job in jobs:
        job.cancel()
    await asyncio.gather(*jobs, return_exceptions=True)
