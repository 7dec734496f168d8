"""Measures several answers at once: ``python -m tests.bench.batching``, from the root of the repository.

The local API of a real node against llama.cpp's own server (`pip install xllamacpp`), both with 16 slots, in one run
and in turn; then what the owner feels of shared work in an engine host of ours.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deai_desktop.engines.supervisor import SPIN_SHORTLY
from deai_desktop.system.console import prepare_console
from deai_desktop.system.cores import processor_cores
from tests.bench.contenders import DIRECT, OURS, SERVER, Contender, Setup, make_contenders
from tests.bench.figures import Figure, Goal
from tests.bench.prompts import Prompts
from tests.bench.report import show_goals
from tests.bench.sharing import measure_sharing
from tests.starter import starter_model_path

_AT_ONCE = (1, 4, 16)
_CONTEXT = 1024
_PROMPT = 64


@dataclass(frozen=True)
class Sample:
    """One contender's answers to so many questions at the same time."""

    contender: str
    at_once: int
    tokens_per_second: float
    """Of all answers together, from the questions to the last token."""
    first_token_seconds: float
    """The median of the answers."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and show; the exit code is 1 where a goal is missed."""
    prepare_console()
    parser = argparse.ArgumentParser(prog="python -m tests.bench.batching", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, to see that it works")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    parser.add_argument("--model", type=Path, help="a GGUF file instead of the starter model")
    parser.add_argument("--threads", type=int, help="threads for everybody (default: the physical cores)")
    wishes = parser.parse_args(arguments)
    os.environ.update(SPIN_SHORTLY | os.environ)
    model = (wishes.model or starter_model_path()).absolute()
    rounds, tokens = (1, 8) if wishes.quick else (5, 48)
    threads = wishes.threads or processor_cores().total
    news = Console(stderr=True, quiet=wishes.json)
    prompts = Prompts(model)
    with tempfile.TemporaryDirectory(prefix="deai-bench-") as folder:
        setup = Setup(model, threads, _CONTEXT, Path(folder), slots=max(_AT_ONCE))
        samples = _contest(setup, prompts, rounds, tokens, news)
    news.print("the owner beside shared work…")
    goals = _goals(samples) + asyncio.run(measure_sharing(model, threads, prompts, rounds, tokens))
    if wishes.json:
        print(
            json.dumps({"samples": [asdict(one) for one in samples], "goals": [asdict(one) for one in goals]})
        )
    else:
        _show(samples, goals, Console() if sys.stdout.isatty() else Console(width=140))
    return 0 if wishes.quick or all(goal.met for goal in goals) else 1


def _contest(setup: Setup, prompts: Prompts, rounds: int, tokens: int, news: Console) -> list[Sample]:
    contenders = [one for one in make_contenders(setup)[0] if one.name != DIRECT]
    samples: list[Sample] = []
    with ExitStack() as stack:
        for contender in contenders:
            news.print(f"starting {contender.name}…")
            stack.callback(contender.stop)
            contender.start()
            _ask_at_once(contender, prompts, 1, tokens)
        for number in range(rounds):
            news.print(f"round {number + 1} of {rounds}")
            for at_once in _AT_ONCE:
                for contender in contenders if number % 2 else contenders[::-1]:
                    time.sleep(0.3)
                    samples.append(_ask_at_once(contender, prompts, at_once, tokens))
    return samples


def _ask_at_once(contender: Contender, prompts: Prompts, at_once: int, tokens: int) -> Sample:
    questions = [prompts.cold(_PROMPT) for _ in range(at_once)]
    with ThreadPoolExecutor(at_once) as threads:
        started = time.perf_counter()
        answers = list(threads.map(lambda question: contender.ask(question, tokens), questions))
        seconds = time.perf_counter() - started
    first = Figure.of([one.first_token_seconds for one in answers]).median
    return Sample(contender.name, at_once, sum(one.tokens for one in answers) / seconds, first)


def _goals(samples: Sequence[Sample]) -> list[Goal]:
    if not any(one.contender == SERVER for one in samples):
        return []
    goals = []
    for at_once, limit in zip(_AT_ONCE, (0.97, 1.0, 1.0), strict=True):
        ours, theirs = (
            [one.tokens_per_second for one in samples if (one.contender, one.at_once) == (name, at_once)]
            for name in (OURS, SERVER)
        )
        ratio = Figure.of([one / other for one, other in zip(ours, theirs, strict=True)]).median
        name = f"tokens/s of {at_once} at once, prompts included, against llama.cpp's server"
        goals.append(Goal(name, f"≥ {limit:g} ×", ratio, "×", ratio >= limit))
    return goals


def _show(samples: Sequence[Sample], goals: Sequence[Goal], console: Console) -> None:
    table = Table(title="Median (middle half of the rounds)", title_justify="left")
    for heading in ("at once", "", "tokens/s, all together", "first token, ms"):
        table.add_column(heading, justify="right")
    for at_once in _AT_ONCE:
        for name in dict.fromkeys(one.contender for one in samples):
            found = [one for one in samples if (one.contender, one.at_once) == (name, at_once)]
            speed = Figure.of([one.tokens_per_second for one in found])
            first = Figure.of([1000 * one.first_token_seconds for one in found])
            table.add_row(
                str(at_once),
                name,
                f"{speed.median:.1f} ({speed.low:.1f}–{speed.high:.1f})",
                f"{first.median:.0f} ({first.low:.0f}–{first.high:.0f})",
            )
    console.print(table)
    show_goals(goals, console)


if __name__ == "__main__":
    sys.exit(main())
