"""The benchmark runs, and every figure is there."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bench.contenders import DIRECT, OURS, SERVER
from tests.bench.figures import Figure
from tests.bench.measure import CASES
from tests.bench.reader import measure_reader

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def results(starter: Path) -> Any:
    """What a quick run has found."""
    command = [sys.executable, "-m", "tests.bench", "--quick", "--json", "--model", str(starter)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.real_model
def test_measures_every_contender_in_every_case(results: Any) -> None:
    has_server = importlib.util.find_spec("xllamacpp") is not None
    names = {OURS, DIRECT} | ({SERVER} if has_server else set())
    assert set(results["absent"]) == {SERVER} - names
    assert {(row["contender"], row["case"]) for row in results["rows"]} == {
        (name, str(case)) for name in names for case in CASES
    }
    for row in results["rows"]:
        assert row["first_token_ms"]["median"] > 0
        assert row["tokens_per_second"]["median"] > 0
        assert (row["prompt_tokens_per_second"] is None) == ("follow-up" in row["case"])
        if row["contender"] == DIRECT:
            assert row["speed_ratio"]["median"] == 1
            assert row["added_ms"]["median"] == 0


@pytest.mark.real_model
def test_asks_for_prompts_of_the_promised_length(results: Any) -> None:
    lengths = {row["case"]: row["prompt_tokens"] for row in results["rows"]}
    assert lengths["short prompt, cold"] == 35
    assert lengths["long prompt, cold"] == 100
    assert lengths["long prompt, follow-up turn"] > 100


@pytest.mark.real_model
def test_measures_the_node_and_its_layers(results: Any) -> None:
    assert results["idle"]["resident_mb"] > results["idle"]["unique_mb"] > 10
    assert results["idle"]["cpu_percent"] >= 0
    assert results["start_up"]["version"]["median"] > 0
    assert results["start_up"]["health"]["median"] > 0
    for cost in results["layers"].values():
        assert cost["events_per_second"]["median"] > 100
        assert cost["first_event_ms"]["median"] > 0


@pytest.mark.real_model
def test_judges_every_goal(results: Any) -> None:
    assert len(results["goals"]) == 6
    assert all(isinstance(goal["met"], bool) for goal in results["goals"])


def test_a_figure_is_the_median_with_the_middle_half() -> None:
    assert Figure.of([5.0, 1.0, 2.0, 4.0, 3.0]) == Figure(3.0, 2.0, 4.0, 5)
    assert Figure.of([7.0]) == Figure(7.0, 7.0, 7.0, 1)


def test_the_reader_is_fast_and_small() -> None:
    figures = measure_reader(tensors=10_000, tokens=26_000, rounds=1)
    assert figures.seconds < 2
    assert figures.peak_bytes < 20_000_000
