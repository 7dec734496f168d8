"""The last runs of engines are remembered with figures and causes, and without a word of what was said."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil
import pytest

from deai_desktop.core.errors import DeAIError, EngineStartError
from deai_desktop.core.events import EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import Finished, FinishReason, GenerateRequest, LoadOptions, Output, OutputKind
from deai_desktop.engines.flight_recorder import MOST_KEPT, End, FlightRecorder
from deai_desktop.engines.library_lines import LibraryLines
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.storage.database import Database
from tests.contracts.engine import ask, run
from tests.engines.conftest import started

SECRET = "xylophone"


def echo(folder: Path, model_id: str, content: str = "{}") -> Model:
    file = folder / f"{model_id}.json"
    file.write_text(content)
    facts = ModelFacts(architecture="echo")
    return Model(model_id, "Echo", "echo", file, file.stat().st_size, "", "", True, facts, 0.0)


async def test_each_end_is_told_with_what_was_done_until_then(tmp_path: Path) -> None:
    registry = EngineRegistry(EventBus(), lambda: EngineSettings(loaded_models=1, gpu_layers=0))
    one = echo(tmp_path, "one")
    async with registry.use(one) as engine:
        assert registry.recorder.runs[0].end is End.RUNNING
        await run(engine, ask(f"{SECRET} two three"))
        await run(engine, ask(f"{SECRET} two"))
    await registry.unload("one")
    async with registry.use(one) as engine:
        psutil.Process(engine.pid).kill()
        await engine.wait_closed()
    async with registry.use(one):
        pass
    async with registry.use(echo(tmp_path, "two")):
        pass
    for model in (echo(tmp_path, "dying", '{"die": true}'), echo(tmp_path, "bad", "nonsense")):
        with pytest.raises(EngineStartError):
            async with registry.use(model):
                pass
    async with registry.use(one):
        pass
    await registry.close()
    first, *rest = reversed(registry.recorder.runs)
    assert (first.end, first.device, first.threads, first.context_length) == (End.UNLOADED, "CPU", 1, 4096)
    assert (first.answers, first.prompt_tokens, first.completion_tokens) == (2, 5, 5)
    assert [(one.model, one.end) for one in rest] == [
        ("one", End.CRASHED),
        ("one", End.ROOM),
        ("two", End.ROOM),
        ("dying", End.CRASHED),
        ("bad", End.FAILED),
        ("one", End.STOPPED),
    ]
    assert rest[0].cause
    assert "code 3" in rest[3].cause
    assert "not an echo model" in rest[4].cause
    assert SECRET not in repr(registry.recorder.runs)


def test_runs_are_kept_over_a_restart_and_not_without_end(tmp_path: Path) -> None:
    model = echo(tmp_path, "one")
    with Database(tmp_path / "deai.sqlite3") as database:
        recorder = FlightRecorder(database)
        for _ in range(MOST_KEPT + 5):
            number = recorder.begin(model, LoadOptions())
            recorder.answered(number, Finished(FinishReason.STOP, 10, 20, 4, 0.5, 1.0))
            recorder.ended(number, End.IDLE, lines=["ggml_x: a line"])
            recorder.ended(number, End.CRASHED)
        recorder.begin(model, LoadOptions(gpu_layers=7))
    with Database(tmp_path / "deai.sqlite3") as database:
        runs = FlightRecorder(database).runs
        with database.read() as connection:
            (count,) = connection.execute("SELECT count(*) FROM engine_runs").fetchone()
    assert len(runs) == count == MOST_KEPT
    assert (runs[0].end, runs[0].gpu_layers) == (End.INTERRUPTED, 7)
    assert (runs[1].end, runs[1].lines, runs[1].prompt_tokens) == (End.IDLE, ("ggml_x: a line",), 6)


def test_before_the_first_prompt_every_line_is_kept_but_for_the_persons_name() -> None:
    lines = LibraryLines()
    lines.take(f"error loading model: {Path.home()}/models/a.gguf is broken")
    assert lines.kept == ("error loading model: ~/models/a.gguf is broken",)


@pytest.mark.parametrize(
    "line",
    [
        SECRET,
        f"parse: error parsing grammar: {SECRET}",
        f"llama_grammar_init_impl: failed at {SECRET}",
        f"llama_tokenize: can't read {SECRET}",
        f"ValueError: {SECRET}",
        f'/src/ggml.c:1: GGML_ASSERT(strcmp("{SECRET}", x)) failed',
        f"what(): {SECRET}",
    ],
)
def test_afterwards_no_line_that_could_hold_words_of_a_prompt_is_kept(line: str) -> None:
    lines = LibraryLines()
    lines.begin_with_prompts()
    lines.take(line)
    lines.take(f"ggml_thing: node '{SECRET}' is “{SECRET}”")
    lines.take("Traceback (most recent call last):")
    lines.take(f"llama_decode: {SECRET}")
    assert lines.kept == ("ggml_thing: node … is …",)


def test_afterwards_the_librarys_own_faults_are_kept() -> None:
    lines = LibraryLines()
    lines.begin_with_prompts()
    told = (
        "llama_decode: failed to decode, ret = -3",
        "/src/ggml/src/ggml-cpu/ops.cpp:12: GGML_ASSERT(a->ne[0] == b->ne[0]) failed",
        "CUDA error: out of memory",
    )
    for line in told:
        lines.take(line)
    assert lines.kept == told


async def test_the_real_library_tells_nothing_of_prompts_and_schemas(starter: Path) -> None:
    schema = {"type": "object", "properties": {SECRET: {"pattern": f"^(({SECRET}$"}}, "required": [SECRET]}
    async with started("llama.cpp", starter) as engine:
        await run(engine, ask(f"llama_decode: {SECRET} ggml_x: {SECRET}\nggml_y: {SECRET}", max_tokens=4))
        for output in (
            Output(OutputKind.JSON_SCHEMA, schema),
            Output(OutputKind.JSON_SCHEMA, {"$ref": SECRET}),
        ):
            with contextlib.suppress(DeAIError):
                await run(engine, GenerateRequest(prompt=SECRET, output=output, max_tokens=4))
        psutil.Process(engine.pid).kill()
        await engine.wait_closed()
        assert SECRET not in "\n".join(engine.library_lines)


async def test_a_real_run_names_the_library_and_its_speed(starter: Path) -> None:
    model = Model(
        "smollm2", "S", "llama.cpp", starter, starter.stat().st_size, "", "", True, gguf_facts(starter), 0.0
    )
    registry = EngineRegistry(EventBus(), lambda: EngineSettings(context_length=512))
    async with registry.use(model) as engine:
        await run(engine, ask("Hello", max_tokens=8))
    await registry.close()
    (one,) = registry.recorder.runs
    assert one.library.startswith("llama-cpp-python 0.")
    assert one.load_seconds > 0
    assert one.completion_tokens > 0
    assert one.generate_seconds > 0
