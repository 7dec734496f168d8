"""``deai engine``: the last runs, as a text for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deai_desktop.api.schemas.engine import EngineRun
from deai_desktop.selftest import engine_test
from deai_desktop.selftest.engine_test import EngineTest, ThreadSpeed
from tests.cli.conftest import Deai
from tests.fakes.node import FakeNode

RUN = EngineRun(
    model="qwen3-4b-q4_k_m",
    name="Qwen3 4B",
    engine="llama.cpp",
    library="llama-cpp-python 0.3.36",
    started_at=1_790_000_000.0,
    device="CPU",
    threads=3,
    context_length=4096,
    gpu_layers=0,
    load_seconds=2.25,
    answers=2,
    prompt_tokens=1200,
    completion_tokens=300,
    prompt_tokens_per_second=81.5,
    tokens_per_second=9.25,
    end="crashed",
    ended_at=1_790_000_090.0,
    cause="llama.cpp crashed (memory access fault).",
    hint="Try again.",
    lines=["ggml_x: a line"],
)


def test_a_run_is_told_in_a_few_lines(deai: Deai, node: FakeNode) -> None:
    node.engine_runs = [RUN, RUN.model_copy(update={"device": "", "end": "failed", "lines": []})]
    ran = deai("engine", "log")
    first, second = ran.out.split("\n\n")
    assert [line.strip() for line in first.splitlines()[1:]] == [
        "llama-cpp-python 0.3.36, CPU, 3 threads, 4096 tokens of context, GPU layers wanted: 0",
        "loaded in 2.2 s; 2 answers, 1200 tokens read at 81.5/s, 300 written at 9.2/s",
        "crashed after 1 min 30 s: llama.cpp crashed (memory access fault). Try again.",
        "| ggml_x: a line",
    ]
    assert first.splitlines()[0].endswith("Qwen3 4B (qwen3-4b-q4_k_m)")
    assert "could not be loaded after" in second
    assert deai("engine", "log", "-n", "1").out.count("Qwen3") == 1


def test_the_runs_are_written_to_a_file(deai: Deai, node: FakeNode, tmp_path: Path) -> None:
    node.engine_runs = [RUN]
    shown, file = deai("engine", "log").out, tmp_path / "new" / "report.txt"
    ran = deai("engine", "log", "--output", str(file))
    assert (ran.out, ran.err) == ("", f"Saved to {file}.\n")
    assert file.read_text("utf-8") == shown
    deai("engine", "log", "-o", str(file), "--json")
    assert json.loads(file.read_text("utf-8"))["runs"][0]["model"] == RUN.model
    refused = deai("engine", "log", "-o", str(file / "below"))
    assert refused.code == 1
    assert "The last runs could not be saved" in refused.err
    assert "Choose another folder." in refused.err


def test_nothing_to_tell_is_said(deai: Deai, node: FakeNode, tmp_path: Path) -> None:
    assert "No model has been loaded yet." in deai("engine", "log", "-o", str(tmp_path / "none")).err
    assert not (tmp_path / "none").exists()


def test_what_a_trial_found_is_a_few_facts_and_a_table(deai: Deai, monkeypatch: pytest.MonkeyPatch) -> None:
    speeds = (ThreadSpeed(1, 50.0, 20.0), ThreadSpeed(3, 1100.0, 40.0))
    found = EngineTest(
        "llama 1.0 with AVX2", "m.gguf", 4, 8, speeds, 3, "So it is.", "It was fast.", "No card."
    )
    monkeypatch.setattr(engine_test, "run_engine_test", lambda model, tell: found)
    ran = deai("engine", "test")
    assert "4 fast and 8 efficiency cores" in ran.out
    assert "Threads    3. So it is. It was fast." in ran.out
    assert ran.out.splitlines()[-1].split() == ["3", "1,100.0", "40.0"]
    assert deai("engine", "test", "--json").data["speeds"][1]["threads"] == 3
