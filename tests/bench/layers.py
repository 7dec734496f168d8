"""What our own layers cost, measured with an engine that only repeats its prompt."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.core.paths import Paths
from deai_desktop.engines.base import GenerateRequest, LoadOptions, TextDelta
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.system.child_job import ChildJob
from tests.bench.answer import Answer
from tests.bench.completions_api import CompletionsApi
from tests.bench.figures import Figure
from tests.running_node import RunningNode

_CONTEXT = 65_536


@dataclass(frozen=True)
class LayerCost:
    """Events a second when nothing else limits them, and milliseconds from the request to the first one."""

    events_per_second: Figure
    first_event_ms: Figure


def measure_stdio(folder: Path, words: int, times: int) -> LayerCost:
    """Measure an engine host over its stdio, as the node uses it."""
    file = folder / "echo.json"
    file.write_text("{}")
    return asyncio.run(_stdio(file, words, times))


async def _stdio(file: Path, words: int, times: int) -> LayerCost:
    engine = await HostedEngine.start("echo", file, LoadOptions(context_length=_CONTEXT), ChildJob())
    try:
        long = [await _ask(engine, words) for _ in range(times)]
        short = [await _ask(engine, 1) for _ in range(times * 5)]
    finally:
        await engine.unload()
    return _cost(long, short)


async def _ask(engine: HostedEngine, words: int) -> Answer:
    request = GenerateRequest(prompt=_prompt(words), max_tokens=words)
    started = time.perf_counter()
    pieces = [
        (time.perf_counter() - started, event.text)
        async for event in engine.generate(request)
        if isinstance(event, TextDelta)
    ]
    times, texts = zip(*pieces, strict=True)
    return Answer(texts, words, times)


def measure_http(folder: Path, words: int, times: int) -> LayerCost:
    """Measure the whole way: HTTP, node, engine host and back as server-sent events."""
    node = RunningNode(Paths.below(folder / "echo node"))
    node.add_echo_model("echo")
    with node:
        node.client.change_settings({"engine.context_length": _CONTEXT})
        node.client.load_model("echo")
        api = CompletionsApi(node.client.address, "echo", node.token)
        long = [api.ask(_prompt(words), words) for _ in range(times)]
        short = [api.ask(_prompt(1), 1) for _ in range(times * 5)]
    return _cost(long, short)


def _prompt(words: int) -> str:
    return " ".join(["word"] * words)


def _cost(long: list[Answer], short: list[Answer]) -> LayerCost:
    return LayerCost(
        Figure.of([one.tokens_per_second for one in long]),
        Figure.of([one.first_token_seconds * 1000 for one in short]),
    )
