"""Runs the benchmark: ``python -m tests.bench``, from the root of the repository."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from deai_desktop.engines.supervisor import SPIN_SHORTLY
from deai_desktop.system.console import prepare_console
from deai_desktop.system.cores import processor_cores
from tests.bench.contenders import Setup, make_contenders
from tests.bench.layers import measure_http, measure_stdio
from tests.bench.measure import Sample, count_rounds, measure
from tests.bench.node_figures import measure_idle, measure_start_up
from tests.bench.prompts import Prompts
from tests.bench.report import show
from tests.bench.results import Results, describe_machine, judge, make_rows
from tests.starter import starter_model_path

_CONTEXT = 4096


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    lengths: Mapping[str, int]
    """Tokens of a short and a long prompt."""
    max_tokens: int
    rounds: int
    idle_seconds: float
    starts: int
    words: int


FULL = Extent({"short": 35, "long": 1000}, max_tokens=64, rounds=7, idle_seconds=10, starts=5, words=20_000)
QUICK = Extent({"short": 35, "long": 100}, max_tokens=8, rounds=1, idle_seconds=1, starts=1, words=2_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and show it."""
    prepare_console()
    wishes = _parser().parse_args(arguments)
    if not wishes.stock_threads:
        os.environ.update(SPIN_SHORTLY | os.environ)  # for everybody: threads are part of what is the same
    extent = QUICK if wishes.quick else FULL
    news = Console(stderr=True, quiet=wishes.json)
    if wishes.rounds:
        extent = replace(extent, rounds=wishes.rounds)
    results = run(
        wishes.model or starter_model_path(), wishes.threads or processor_cores().total, extent, news
    )
    if wishes.json:
        print(json.dumps(results.as_json(), indent=2, ensure_ascii=False))
    else:
        show(results, Console() if sys.stdout.isatty() else Console(width=120))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Compare our local API with llama.cpp called directly, and measure what our layers cost. "
        "Run it on a PC that does nothing else; compare ratios of one run, not numbers of two. "
        "Ctrl+C shows what the complete rounds have found.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="one round with few tokens, to see that it works"
    )
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    parser.add_argument("--model", type=Path, help="a GGUF file instead of the starter model")
    parser.add_argument("--threads", type=int, help="threads for everybody (default: the physical cores)")
    parser.add_argument(
        "--stock-threads",
        action="store_true",
        help="let the others' threads spin as libgomp does by itself; ours spin shortly, for the sake of a busy PC",
    )
    parser.add_argument("--rounds", type=int, help="how often everybody is asked (default: 7)")
    return parser


def run(model: Path, threads: int, extent: Extent, news: Console) -> Results:
    """Measure first what needs a quiet PC, then the contenders."""
    machine = describe_machine()
    with tempfile.TemporaryDirectory(prefix="deai-bench-") as name:
        folder = Path(name)
        news.print("start-up and idle node…")
        start_up = measure_start_up(folder / "starts", extent.starts)
        idle = measure_idle(folder / "idle", extent.idle_seconds)
        news.print("our layers alone…")
        layers = {
            "engine host, stdio": measure_stdio(folder, extent.words, extent.starts),
            "local API, HTTP": measure_http(folder, extent.words, extent.starts),
        }
        setup = Setup(model.absolute(), threads, _CONTEXT, folder)
        samples, absent = _contest(setup, extent, news)
    return Results(
        machine,
        {
            "model": model.name,
            "threads": threads,
            "context": _CONTEXT,
            "max_tokens": extent.max_tokens,
            "rounds": count_rounds(samples),
        },
        make_rows(samples),
        absent,
        sum(one.answer.tokens < extent.max_tokens for one in samples),
        idle,
        start_up,
        layers,
        judge(samples, idle),
    )


def _contest(setup: Setup, extent: Extent, news: Console) -> tuple[list[Sample], dict[str, str]]:
    contenders, absent = make_contenders(setup)
    with ExitStack() as stack:
        for contender in contenders:
            news.print(f"starting {contender.name}…")
            stack.callback(contender.stop)
            contender.start()
        samples = measure(
            contenders,
            Prompts(setup.model),
            extent.lengths,
            extent.rounds,
            extent.max_tokens,
            lambda number: news.print(f"round {number} of {extent.rounds}"),
        )
    return samples, absent


if __name__ == "__main__":
    sys.exit(main())
