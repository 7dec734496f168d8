"""Checks what `deai models fit` says against real models: ``python -m tests.bench.fit``.

Memory is the engine host's resident memory, with as many slots as a node would take on this PC, after a prompt that
fills a whole context and answers in all slots at once, against what is worked out for steps of the size that the host
took. Speed is that of real answers after texts of several lengths, against what
a measured run of at most 20 seconds in the same minute foretells; ratios within one round, then their median.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import mean, median

from rich.console import Console
from rich.table import Table

from deai_desktop.engines.base import Finished, GenerateRequest, LoadOptions
from deai_desktop.engines.measure import Measurement, observed
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.fit_likeness import estimate_speed
from deai_desktop.models.fit_memory import memory_for, slots_for, step_for
from deai_desktop.models.fit_speed import Observation, Place, Speed, learn, work_of
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.system.child_job import ChildJob
from deai_desktop.system.console import prepare_console
from deai_desktop.system.memory import total_memory
from tests.gemma import gemma_model_path
from tests.starter import starter_model_path

MEMORY_LIMIT, SPEED_LIMIT = 0.10, 0.20
_ANSWER = 48
_BESIDE = 64
"""Tokens of a text that is answered beside others."""
_TYPICAL_FILL = 512


Pair = tuple[float, float]
"""What was foretold and what was measured in one round."""


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    contexts: tuple[int, ...]
    fills: tuple[int, ...]
    rounds: int
    seconds: float


FULL = Extent((512, 1024, 2048, 4096, 8192), (64, 512, 1536), rounds=5, seconds=20)
QUICK = Extent((512,), (64,), rounds=1, seconds=4)


@dataclass(frozen=True)
class Row:
    """One figure, foretold and measured."""

    model: str
    what: str
    foretold: float
    measured: float
    error: float
    limit: float


@dataclass
class Seen:
    """What was learned of a model, round by round."""

    speeds: list[Speed] = field(default_factory=list)
    answers: list[dict[int, list[Observation]]] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, and return 1 when anything is further off than promised."""
    prepare_console()
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fit", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, to see that it works")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--model", type=Path, action="append", help="a GGUF file in place of the usual two")
    parser.add_argument("--only", choices=("memory", "speed"), help="one of the two")
    parser.add_argument("--rounds", type=int, help="how often speed is measured (default: 5)")
    wishes = parser.parse_args(arguments)
    extent = QUICK if wishes.quick else FULL
    extent = replace(extent, rounds=0 if wishes.only == "memory" else wishes.rounds or extent.rounds)
    if wishes.only == "speed":
        extent = replace(extent, contexts=())
    news = Console(stderr=True, quiet=wishes.json)
    models = wishes.model or [starter_model_path(), gemma_model_path()]
    rows, beside = asyncio.run(run(models, extent, news))
    if wishes.json:
        print(json.dumps({"rows": [asdict(one) for one in rows], "beside": beside}, indent=2))
    else:
        _show(rows, beside)
    return int(any(abs(one.error) > one.limit for one in rows))


async def run(models: list[Path], extent: Extent, news: Console) -> tuple[list[Row], list[str]]:
    """Return the figures to judge, and in words how well one model foretells another."""
    rows = [await _memory(model, context, news) for model in models for context in extent.contexts]
    seen = {model: Seen() for model in models}
    for number in range(extent.rounds):
        for model in models:
            news.print(f"speed of {model.stem}, round {number + 1} of {extent.rounds}")
            await _speed(model, extent, seen[model])
    if not extent.rounds:
        return rows, []
    rows += [row for model in models for row in _speed_rows(model, seen[model], extent)]
    return rows, [_between(one, other, seen) for one in models for other in models if one != other]


@asynccontextmanager
async def _host(model: Path, context: int, slots: int = 1) -> AsyncIterator[HostedEngine]:
    options = LoadOptions(context, gpu_layers=0, slots=slots)
    engine = await HostedEngine.start("llama.cpp", model, options, ChildJob())
    try:
        yield engine
    finally:
        await engine.unload()


async def _ask(engine: HostedEngine, tokens: int) -> Observation:
    """Have it count on from a text of about so many tokens, which no two requests share the beginning of."""
    first = random.randrange(100, 900)
    whole = ", ".join(str(first + place) for place in range(tokens))
    counted = await engine.count_tokens(GenerateRequest(prompt=whole))
    text = whole[: max(8, len(whole) * tokens // counted)]
    async for event in engine.generate(GenerateRequest(prompt=text, max_tokens=_ANSWER)):
        if isinstance(event, Finished):
            return observed(event)
    raise AssertionError("an answer has an end")


async def _memory(model: Path, context: int, news: Console) -> Row:
    """Measure a model that is in full use.

    One whole context is enough: the cells of all slots are resident once it is loaded. Answers in all slots at once
    add little: 2 MB with the starter, 12 MB with the large vocabulary of Gemma.
    """
    facts = gguf_facts(model)
    slots = slots_for(facts, context, total_memory())
    what = f"memory, {slots} × {context} tokens"
    news.print(f"{what}, of {model.stem}")
    async with _host(model, context, slots) as engine:
        filled = await _ask(engine, context - 2 * _ANSWER)
        await asyncio.gather(*(_ask(engine, _BESIDE) for _ in range(slots)))
        resident = engine.memory_bytes
    step = step_for(filled.prompt_tokens_per_second)
    foretold = memory_for(facts, facts.size, context, step=step, slots=slots).total
    return Row(model.stem, what, foretold / 1e6, resident / 1e6, foretold / resident - 1, MEMORY_LIMIT)


async def _speed(model: Path, extent: Extent, seen: Seen) -> None:
    """Measure as the node does, with real answers before and after it."""
    facts = gguf_facts(model)
    work = work_of(facts, facts.size)
    async with _host(model, 4096) as engine:
        before = [await _ask(engine, fill) for fill in extent.fills]
        run = await Measurement(engine, extent.seconds).run()
        after = [await _ask(engine, fill) for fill in extent.fills]
        place = Place("llama.cpp", "cpu", engine.facts.threads)
    speed = learn(model.stem, facts.quantization, place, work, run, time.time())
    assert speed is not None
    seen.speeds.append(speed)
    pairs = zip(before, after, strict=True)
    seen.answers.append({fill: list(both) for fill, both in zip(extent.fills, pairs, strict=True)})


def _speed_rows(model: Path, seen: Seen, extent: Extent) -> list[Row]:
    facts = gguf_facts(model)
    work = work_of(facts, facts.size)
    writing: dict[int, list[Pair]] = {fill: [] for fill in extent.fills}
    reading: list[Pair] = []
    longest = max(extent.fills)
    for speed, answers in zip(seen.speeds, seen.answers, strict=True):
        for fill, both in answers.items():
            foretold = speed.tokens_per_second(work, both[0].fill)
            writing[fill].append((foretold, mean(one.tokens_per_second for one in both)))
        rates = [one.prompt_tokens_per_second for one in answers[longest]]
        reading.append((speed.prompt_tokens_per_second(work), mean(rates)))
    rows = [_speed_row(model, f"writing after {fill} tokens", pairs) for fill, pairs in writing.items()]
    return [*rows, _speed_row(model, f"reading {longest} tokens", reading)]


def _speed_row(model: Path, what: str, pairs: list[Pair]) -> Row:
    foretold, measured = (median(one) for one in zip(*pairs, strict=True))
    error = median(one / other - 1 for one, other in pairs)
    return Row(model.stem, what, foretold, measured, error, SPEED_LIMIT)


def _between(one: Path, other: Path, seen: dict[Path, Seen]) -> str:
    """Say whether the range that one model's speed gives for the other holds the other's own."""
    facts = gguf_facts(other)
    work = work_of(facts, facts.size)
    inside, ranges = 0, []
    for known, own in zip(seen[one].speeds, seen[other].speeds, strict=True):
        foretold = estimate_speed([known], own.model, own.quantization, known.place, work, _TYPICAL_FILL)
        inside += foretold.low <= own.tokens_per_second(work, _TYPICAL_FILL) <= foretold.high
        ranges.append(f"{foretold.low:.0f}–{foretold.high:.0f}")
    return f"{other.stem} from {one.stem} alone: inside {inside} of {len(ranges)} times ({', '.join(ranges)})"


def _show(rows: list[Row], beside: list[str]) -> None:
    table = Table("model", "what", "foretold", "measured", "off", "promised")
    for one in rows:
        figures = f"{one.foretold:,.1f}", f"{one.measured:,.1f}", f"{one.error:+.1%}"
        table.add_row(one.model, one.what, *figures, f"± {one.limit:.0%}")
    console = Console() if sys.stdout.isatty() else Console(width=120)
    console.print(table, "MB, tokens a second", *beside, sep="\n")


if __name__ == "__main__":
    sys.exit(main())
