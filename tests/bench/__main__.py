"""Runs the benchmark: ``python -m tests.bench``, from the root of the repository.

The local API of a real node against llama-cpp-python called directly and llama.cpp's own server (`pip install
xllamacpp`), and an engine host of ours against onnxruntime-genai called directly, in one run and in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from deai_desktop.engines.supervisor import SPIN_SHORTLY
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.system.console import prepare_console
from deai_desktop.system.cores import processor_cores
from tests.bench.contenders import DIRECT, OURS, make_contenders
from tests.bench.contest import Contest, Found
from tests.bench.extent import CONTEXT, FULL, MODEL_PARTS, QUICK, Extent, Part
from tests.bench.layers import measure_http, measure_stdio
from tests.bench.models import add_model_options, both_test_models, chosen_models
from tests.bench.node_figures import measure_idle, measure_start_up
from tests.bench.onnx_contenders import GENAI, HOST, find_onnx_model, make_onnx_contenders
from tests.bench.report import show
from tests.bench.results import Layers, Results, describe_machine, judged, sum_up


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and show it."""
    prepare_console()
    wishes = _parser().parse_args(arguments)
    if not wishes.stock_threads:
        os.environ.update(SPIN_SHORTLY | os.environ)  # for everybody: threads are part of what is the same
    results = run(wishes, _extent(wishes), Console(stderr=True, quiet=wishes.json))
    if wishes.json:
        print(json.dumps(results.as_json(), indent=2, ensure_ascii=False))
    else:
        show(results, Console() if sys.stdout.isatty() else Console(width=120))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Compare our local API with llama.cpp and our engine host with ONNX Runtime, each called directly, "
        "and measure what our layers cost. Run it on a PC that does nothing else; compare ratios of one run, not "
        "numbers of two. Ctrl+C shows what the complete rounds have found.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="one round with few tokens, to see that it works"
    )
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    parser.add_argument(
        "--only", action="append", choices=list(Part), help="measure this part only (may be repeated)"
    )
    add_model_options(parser, "the two test models")
    parser.add_argument("--onnx", type=Path, metavar="FOLDER", help="an ONNX model for the part onnx")
    parser.add_argument("--threads", type=int, help="threads for everybody (default: the physical cores)")
    parser.add_argument(
        "--stock-threads",
        action="store_true",
        help="let the others' threads spin as libgomp does by itself; ours spin shortly, for the sake of a busy PC",
    )
    parser.add_argument("--rounds", type=int, help="how often everybody is asked (default: 5)")
    parser.add_argument(
        "--at-once", type=int, nargs="+", metavar="N", help="how many questions at once (default: 1 4 16)"
    )
    return parser


def _extent(wishes: argparse.Namespace) -> Extent:
    extent = QUICK if wishes.quick else FULL
    if wishes.rounds:
        extent = extent.with_rounds(wishes.rounds)
    return replace(extent, at_once=tuple(wishes.at_once)) if wishes.at_once else extent


def run(wishes: argparse.Namespace, extent: Extent, news: Console) -> Results:
    """Measure first what needs a quiet PC, then the models."""
    started = time.monotonic()
    machine = describe_machine()
    parts = frozenset(map(Part, wishes.only or Part))
    threads = wishes.threads or processor_cores().total
    layers: Layers | None = None
    all_found: list[Found] = []
    left_out: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="deai-bench-") as name:
        contest = Contest(extent, parts & MODEL_PARTS or MODEL_PARTS, threads, Path(name), news)
        try:
            if Part.LAYERS in parts:
                layers = _measure_layers(contest.folder, extent, news)
            if parts & MODEL_PARTS:
                _measure_models(wishes, contest, all_found)
            if Part.ONNX in parts:
                left_out = _measure_onnx(wishes.onnx, contest, all_found)
        except KeyboardInterrupt:
            if not (layers or any(all_found)):
                raise
    setup = {
        "threads": threads,
        "context": CONTEXT,
        "max_tokens": extent.max_tokens,
        "rounds": extent.rounds,
        "seconds": round(time.monotonic() - started),
    }
    models = [sum_up(found, extent.max_tokens) for found in all_found if found]
    return Results(machine, setup, layers, models, left_out)


def _measure_layers(folder: Path, extent: Extent, news: Console) -> Layers:
    news.print("start-up and idle node…")
    start_up = measure_start_up(folder / "starts", extent.starts)
    idle = measure_idle(folder / "idle", extent.idle_seconds)
    news.print("our layers alone…")
    costs = {
        "engine host, stdio": measure_stdio(folder, extent.words, extent.starts),
        "local API, HTTP": measure_http(folder, extent.words, extent.starts),
    }
    return judged(idle, start_up, costs)


def _measure_models(wishes: argparse.Namespace, contest: Contest, all_found: list[Found]) -> None:
    for file, name in chosen_models(wishes, both_test_models()).items():
        contest.news.print(f"== {name}")
        all_found.append(Found(name, file, gguf_facts(file).quantization, OURS, DIRECT))
        contest.measure(all_found[-1], make_contenders)


def _measure_onnx(folder: Path | None, contest: Contest, all_found: list[Found]) -> dict[str, str]:
    """Measure the model if there is one; return what is left out and why."""
    file, reason = find_onnx_model(folder)
    if file is None:
        contest.news.print(f"ONNX left out: {reason}")
        return {"ONNX": reason}
    contest.news.print(f"== {file.parent.name}")
    all_found.append(Found(file.parent.name, file, "ONNX", HOST, GENAI))
    replace(contest, extent=contest.extent.for_onnx()).measure(all_found[-1], make_onnx_contenders)
    return {}


if __name__ == "__main__":
    sys.exit(main())
