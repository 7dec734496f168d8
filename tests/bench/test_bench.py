"""The benchmark runs, and every figure is there."""

from __future__ import annotations

import importlib.util
import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.models.gguf import gguf_facts
from tests.bench.contenders import DIRECT, OURS, SERVER
from tests.bench.conversation import Turn
from tests.bench.figures import Figure
from tests.bench.goals import judge_ratios
from tests.bench.measure import CASES
from tests.bench.onnx_contenders import GENAI, HOST, find_onnx_model
from tests.bench.ratios import Ratio, paired
from tests.bench.reader import measure_reader
from tests.quantized import quantized
from tests.tiny_onnx import make_tiny_onnx

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[2]


HAS_SERVER = importlib.util.find_spec("xllamacpp") is not None
NAMES = {OURS, DIRECT} | ({SERVER} if HAS_SERVER else set())
AT_ONCE = NAMES - {DIRECT}


def _run(module: str, *options: str) -> Any:
    command = [sys.executable, "-m", module, "--quick", "--json", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def starter_results(starter: Path) -> Any:
    """What a quick run has found of the starter, asked one question at a time."""
    parts = ("--only", "single", "--only", "follow-up")
    (model,) = _run("tests.bench", "--model", str(starter), *parts)["models"]
    return model


@pytest.fixture(scope="module")
def at_once_results(starter: Path) -> Any:
    """What another has found of it, asked several at once."""
    (model,) = _run("tests.bench", "--model", str(starter), "--only", "at-once")["models"]
    return model


@pytest.fixture(scope="module")
def onnx_results(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a quick run has found of a tiny ONNX model."""
    folder = make_tiny_onnx(tmp_path_factory.mktemp("tiny onnx")).parent
    (model,) = _run("tests.bench", "--onnx", str(folder), "--only", "onnx")["models"]
    return model


@pytest.mark.real_model
def test_measures_every_contender_in_every_case(starter_results: Any) -> None:
    assert set(starter_results["absent"]) == {SERVER} - NAMES
    assert {(row["contender"], row["case"]) for row in starter_results["rows"]} == {
        (name, str(case)) for name in NAMES for case in CASES
    }
    for row in starter_results["rows"]:
        assert row["first_token_ms"]["median"] > 0
        assert row["tokens_per_second"]["median"] > 0
        assert (row["prompt_tokens_per_second"] is None) == ("follow-up" in row["case"])
        if row["contender"] == DIRECT:
            assert row["added_ms"]["median"] == 0


@pytest.mark.real_model
def test_asks_for_prompts_of_the_promised_length(starter_results: Any) -> None:
    lengths = {row["case"]: row["prompt_tokens"] for row in starter_results["rows"]}
    assert lengths["short prompt, cold"] == 35
    assert lengths["long prompt, cold"] == 100
    assert lengths["long prompt, follow-up turn"] > 100


@pytest.mark.real_model
def test_a_follow_up_turn_reads_the_new_question_only(starter_results: Any) -> None:
    turns = {(row["contender"], row["kind"]): row for row in starter_results["turns"]}
    assert set(turns) == {(name, kind) for name in NAMES for kind in ("cold", "follow-up turn")}
    for name in NAMES:
        assert 145 <= turns[name, "cold"]["read_tokens"]["median"] <= 150  # all but a common first word
        assert 25 <= turns[name, "follow-up turn"]["read_tokens"]["high"] <= 35
        assert turns[name, "follow-up turn"]["prompt_tokens"]["low"] > 180


@pytest.mark.real_model
def test_asks_several_questions_at_once(at_once_results: Any) -> None:
    found = {(one["contender"], one["prompt"], one["at_once"]): one for one in at_once_results["at_once"]}
    assert set(found) == set(itertools.product(AT_ONCE, ("short", "long"), (1, 4)))
    assert all(value > 0 for one in found.values() for key, value in one.items() if "second" in key)


@pytest.mark.real_model
def test_looks_at_the_memory_of_node_and_engine_host(
    starter_results: Any, at_once_results: Any, starter: Path
) -> None:
    memory = [*starter_results["memory"], *at_once_results["memory"]]
    parts = {(one["contender"], one["part"], one["slots"]): one for one in memory}
    assert (OURS, "node", 1) in parts
    assert {name for name, _, slots in parts if slots == 4} == AT_ONCE
    assert parts[OURS, "engine host", 1]["resident_mb"] > starter.stat().st_size / 1e6
    assert all(one["resident_mb"] >= one["unique_mb"] > 0 for one in parts.values())


@pytest.mark.real_model
def test_gives_ratios_against_everybody(starter_results: Any, at_once_results: Any) -> None:
    ratios = [*starter_results["ratios"], *at_once_results["ratios"]]
    known = {(one["name"], one["against"]) for one in ratios}
    for name in NAMES - {OURS}:
        assert ("tokens/s, long prompts", name) in known
        assert ("prompt tokens/s, long prompt, cold", name) in known
        assert ("first token, long conversation, follow-up turn", name) in known
        assert ("resident memory, 1 × 4096 tokens, engine host alone", name) in known
    if HAS_SERVER:
        assert ("written/s, long prompts, 4 at once", SERVER) in known
    assert all(one["figure"]["median"] > 0 for one in ratios)


@pytest.mark.real_model
def test_judges_every_goal(starter_results: Any, at_once_results: Any) -> None:
    goals = [*starter_results["goals"], *at_once_results["goals"]]
    assert len(goals) == (11 if HAS_SERVER else 4)
    assert all(isinstance(goal["met"], bool) for goal in goals)


def test_compares_our_engine_host_with_onnxruntime_genai(onnx_results: Any) -> None:
    names = {HOST, GENAI}
    assert {row["contender"] for row in onnx_results["rows"]} == names
    assert {row["contender"] for row in onnx_results["turns"]} == names
    found = {(one["contender"], one["prompt"], one["at_once"]) for one in onnx_results["at_once"]}
    assert found == set(itertools.product(names, ("short", "long"), (1, 4)))
    assert {one["against"] for one in onnx_results["ratios"]} == {GENAI}


def test_measures_the_node_and_its_layers() -> None:
    results = _run("tests.bench", "--only", "layers")
    assert results["models"] == []
    layers = results["layers"]
    assert len(layers["goals"]) == 2
    assert layers["idle"]["resident_mb"] > layers["idle"]["unique_mb"] > 10
    assert layers["idle"]["cpu_percent"] >= 0
    assert layers["start_up"]["version"]["median"] > 0
    assert layers["start_up"]["health"]["median"] > 0
    for cost in layers["costs"].values():
        assert cost["events_per_second"]["median"] > 100
        assert cost["first_event_ms"]["median"] > 0


@pytest.mark.real_model
def test_other_quantizations_are_made_on_the_spot(starter: Path) -> None:
    facts = gguf_facts(quantized(starter, "Q4_0"))
    assert facts.quantization == "Q4_0"
    assert facts.parameters == gguf_facts(starter).parameters
    assert quantized(starter, "Q4_1") == starter


@pytest.mark.real_model
def test_measures_other_quantizations_several_at_once(starter: Path) -> None:
    options = ("--quantize", "Q4_0", "--only-quantized", "--at-once", "1", "2", "--only", "at-once")
    samples = _run("tests.bench.batching", "--model", str(starter), *options)["samples"]
    found = {(one["model"], one["prompt"], one["at_once"]) for one in samples}
    assert found == set(itertools.product([f"{starter.stem} as Q4_0"], ("short", "long"), (1, 2)))


def test_says_why_there_is_nothing_of_onnx(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DEAI_TEST_ONNX_MODEL", raising=False)
    file, reason = find_onnx_model(None)
    assert file is None
    assert "python -m tests.onnx_model" in reason
    file, reason = find_onnx_model(tmp_path)
    assert file is None
    assert str(tmp_path) in reason


def test_a_figure_is_the_median_with_the_middle_half() -> None:
    assert Figure.of([5.0, 1.0, 2.0, 4.0, 3.0]) == Figure(3.0, 2.0, 4.0, 5)
    assert Figure.of([7.0]) == Figure(7.0, 7.0, 7.0, 1)


def test_the_reader_is_fast_and_small() -> None:
    figures = measure_reader(tensors=10_000, tokens=26_000, rounds=1)
    assert figures.seconds < 2
    assert figures.peak_bytes < 20_000_000


def test_ratios_are_of_the_same_round() -> None:
    samples = [Turn(name, False, 10, 1, seconds) for name, seconds in (("a", 1.0), ("b", 2.0))]
    samples += [Turn(name, False, 10, 1, seconds) for name, seconds in (("b", 4.0), ("a", 6.0))]
    (ratio,) = paired(samples, "a", lambda one: one.first_token_seconds, "first token")
    assert (ratio.against, ratio.figure) == ("b", Figure.of([0.5, 1.5]))


@pytest.mark.parametrize(
    ("name", "value", "met"), [("tokens/s, long prompts, 4 at once", 0.99, False), ("else", 0.1, None)]
)
def test_judges_only_what_was_promised(name: str, value: float, met: bool | None) -> None:
    goals = judge_ratios([Ratio(name, SERVER, Figure.of([value]))])
    assert [goal.met for goal in goals] == ([] if met is None else [met])
