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
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rich.console import Console

from deai_desktop.engines.supervisor import SPIN_SHORTLY
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.system.console import prepare_console
from deai_desktop.system.cores import processor_cores
from tests.bench.at_once import Sample, at_once_table
from tests.bench.contenders import DIRECT, OURS, make_contenders
from tests.bench.contest import Contest, Found
from tests.bench.extent import FULL, QUICK, Extent, Part
from tests.bench.figures import Goal
from tests.bench.goals import judge_ratios
from tests.bench.models import add_model_options, chosen_models
from tests.bench.prompts import Prompts
from tests.bench.ratios import ratios
from tests.bench.report import show_goals
from tests.bench.sharing import measure_sharing
from tests.starter import starter_model_path


@dataclass(frozen=True)
class Measured:
    """What was found of one model."""

    model: str
    samples: list[Sample]
    goals: list[Goal]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and show; the exit code is 1 where a goal is missed."""
    prepare_console()
    parser = argparse.ArgumentParser(prog="python -m tests.bench.batching", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, to see that it works")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    add_model_options(parser, "the starter model")
    parser.add_argument("--threads", type=int, help="threads for everybody (default: the physical cores)")
    parser.add_argument("--rounds", type=int, help="how often everybody is asked (default: 5)")
    parser.add_argument(
        "--at-once", type=int, nargs="+", metavar="N", help="how many questions at once (default: 1 4 16)"
    )
    parser.add_argument("--only", choices=("at-once", "sharing"), help="one of the two")
    wishes = parser.parse_args(arguments)
    os.environ.update(SPIN_SHORTLY | os.environ)
    extent = QUICK if wishes.quick else FULL
    extent = replace(extent, rounds=wishes.rounds or extent.rounds, at_once=wishes.at_once or (1, 4, 16))
    news = Console(stderr=True, quiet=wishes.json)
    threads = wishes.threads or processor_cores().total
    models = chosen_models(wishes, [starter_model_path()])
    measured = [_measure(name, file, threads, extent, wishes.only, news) for file, name in models.items()]
    if wishes.json:
        print(json.dumps(_plain(measured)))
    else:
        _show(measured, Console() if sys.stdout.isatty() else Console(width=140))
    return 0 if wishes.quick or all(goal.met for one in measured for goal in one.goals) else 1


def _measure(
    name: str, model: Path, threads: int, extent: Extent, only: str | None, news: Console
) -> Measured:
    found = Found(name, model, gguf_facts(model).quantization, OURS, DIRECT)
    goals = []
    if only != "sharing":
        with tempfile.TemporaryDirectory(prefix="deai-bench-") as folder:
            contest = Contest(extent, frozenset({Part.AT_ONCE}), threads, Path(folder), news)
            contest.measure(found, make_contenders)
        goals += judge_ratios(ratios(found))
    if only != "at-once":
        news.print("the owner beside shared work…")
        goals += asyncio.run(
            measure_sharing(model, threads, Prompts(model), extent.rounds, extent.at_once_tokens)
        )
    return Measured(name, found.at_once, goals)


def _plain(measured: Sequence[Measured]) -> dict[str, list[dict[str, object]]]:
    return {
        kind: [{"model": one.model, **asdict(entry)} for one in measured for entry in getattr(one, kind)]
        for kind in ("samples", "goals")
    }


def _show(measured: Sequence[Measured], console: Console) -> None:
    for one in measured:
        console.rule(one.model)
        if one.samples:
            console.print(at_once_table(one.samples))
        show_goals(one.goals, console, "Goals")


if __name__ == "__main__":
    sys.exit(main())
