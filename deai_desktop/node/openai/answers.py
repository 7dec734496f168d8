"""Runs several engine requests for one call, and gathers what they say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.requests import Request

from deai_desktop.api.schemas.openai.common import PromptTokensDetails, Usage
from deai_desktop.engines.base import (
    Accepted,
    Engine,
    Finished,
    GenerateEvent,
    GenerateRequest,
    TextDelta,
    TokenLogprob,
    ToolCall,
    ToolCalled,
)

Result = TypeVar("Result")


@dataclass
class Answer:
    """One answer, put together from its events."""

    text: str = ""
    logprobs: list[TokenLogprob] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    finished: Finished | None = None

    def add(self, event: GenerateEvent) -> None:
        """Take in one event."""
        match event:
            case TextDelta(text, logprobs):
                self.text += text
                self.logprobs.extend(logprobs)
            case ToolCalled(call):
                self.calls.append(call)
            case Finished():
                self.finished = event


async def gather_answers(engine: Engine, requests: Sequence[GenerateRequest]) -> list[Answer]:
    """Run requests side by side until all are answered; the first error ends the others."""
    answers = [Answer() for _ in requests]
    async with aclosing(merged_events(engine, requests)) as events:
        async for place, event in events:
            answers[place].add(event)
    return answers


async def merged_events(
    engine: Engine, requests: Sequence[GenerateRequest]
) -> AsyncGenerator[tuple[int, GenerateEvent]]:
    """Run requests side by side and yield their events as they come, each with its request's place."""
    if len(requests) == 1:  # no tasks and no queue on the usual way
        async with aclosing(engine.generate(requests[0])) as events:
            async for event in events:
                yield 0, event
        return
    queue: asyncio.Queue[tuple[int, GenerateEvent | Exception | None]] = asyncio.Queue()

    async def run(place: int) -> None:
        try:
            async with aclosing(engine.generate(requests[place])) as events:
                async for event in events:
                    queue.put_nowait((place, event))
            queue.put_nowait((place, None))
        except Exception as error:  # noqa: BLE001 - raised again below, in the caller's task
            queue.put_nowait((place, error))

    tasks = [asyncio.create_task(run(place)) for place in range(len(requests))]
    running = len(tasks)
    try:
        while running:
            place, news = await queue.get()
            if isinstance(news, Exception):
                raise news
            if news is None:
                running -= 1
            else:
                yield place, news
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def first_event(
    events: AsyncGenerator[tuple[int, GenerateEvent]],
) -> tuple[int, GenerateEvent]:
    """Wait until the engine has accepted the request, so that a refusal still has its own status."""
    place, event = await anext(events)
    assert isinstance(event, Accepted)
    return place, event


def usage_of(finished: Sequence[Finished | None], choices_per_prompt: int = 1) -> Usage:
    """Add up tokens; a prompt counts once, however many answers it got."""
    ends = [one for one in finished if one is not None]
    prompt = sum(one.prompt_tokens for one in ends[::choices_per_prompt])
    cached = sum(one.cached_tokens for one in ends[::choices_per_prompt])
    completion = sum(one.completion_tokens for one in ends)
    return Usage(
        prompt_tokens=prompt,
        completion_tokens=completion,
        total_tokens=prompt + completion,
        prompt_tokens_details=PromptTokensDetails(cached_tokens=cached),
    )


async def unless_gone(request: Request, work: Callable[[], Awaitable[Result]]) -> Result | None:
    """Do the work, but stop it when the caller hangs up; then the result is None."""
    task = asyncio.ensure_future(work())
    gone = asyncio.ensure_future(_hang_up(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _hang_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
