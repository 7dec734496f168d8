"""``deai engine``: the last runs, as a text for people and as JSON."""

from __future__ import annotations

from deai_desktop.api.schemas.engine import EngineRun
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


def test_nothing_to_tell_is_said(deai: Deai, node: FakeNode) -> None:
    assert "No model has been loaded yet." in deai("engine", "log").err
