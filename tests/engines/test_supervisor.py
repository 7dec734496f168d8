"""What happens when an engine host dies, hangs, or can't start."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from contextlib import aclosing
from pathlib import Path

import psutil
import pytest

from deai_desktop.core.errors import (
    EngineCrashedError,
    EngineError,
    EngineStartError,
    LoadCrashedError,
    ModelFileError,
    ModelHeldBackError,
)
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import LoadOptions, TextDelta
from deai_desktop.engines.causes import find_cause
from deai_desktop.engines.crashes import ModelHeldBack
from deai_desktop.engines.flight_recorder import End
from deai_desktop.engines.registry import EngineRegistry, ModelLoaded, ModelUnloaded
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.system.child_job import ChildJob
from tests.contracts.engine import ask, run
from tests.engines.conftest import started
from tests.models.gguf_builder import GgufBuilder

_KILLED = "ended with code 15" if sys.platform == "win32" else "ended it"


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """An echo model that takes its time."""
    file = tmp_path / "slow.json"
    file.write_text('{"delay": 0.02}')
    return file


def model_of(path: Path, model_id: str = "slow") -> Model:
    return Model(model_id, model_id, "echo", path, path.stat().st_size, "", "", True, ModelFacts(), 0.0)


async def test_a_killed_host_is_an_error_within_two_seconds(slow: Path) -> None:
    async with started("echo", slow) as engine:
        async with aclosing(engine.generate(ask("word " * 500))) as events:
            while not isinstance(await anext(events), TextDelta):
                pass
            psutil.Process(engine.pid).kill()
            killed = time.monotonic()
            with pytest.raises(EngineCrashedError, match=_KILLED):
                [event async for event in events]
        assert time.monotonic() - killed < 2
        assert not engine.is_alive
        with pytest.raises(EngineCrashedError):
            await run(engine, ask("again"))


async def test_unloading_ends_the_process_within_two_seconds_even_amid_work(slow: Path) -> None:
    async with started("echo", slow) as engine, aclosing(engine.generate(ask("word " * 500))) as events:
        await anext(events)
        begun = time.monotonic()
        await engine.unload()
        assert time.monotonic() - begun < 2
        assert not psutil.pid_exists(engine.pid)
        with pytest.raises(EngineError, match="unloaded"):
            async for _ in events:
                pass


async def test_a_stopped_host_is_killed_on_unload(slow: Path) -> None:
    async with started("echo", slow) as engine:
        psutil.Process(engine.pid).suspend()
        begun = time.monotonic()
        await engine.unload()
        assert time.monotonic() - begun < 2


async def test_what_can_not_be_loaded_is_explained(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("nonsense")
    with pytest.raises(EngineStartError, match="not an echo model"):
        await HostedEngine.start("echo", tmp_path / "bad.json", LoadOptions(), ChildJob())


async def test_llama_cpp_refuses_what_is_no_whole_model(tmp_path: Path) -> None:
    file = GgufBuilder().write(tmp_path / "bad.gguf")  # well-formed, but without its layers
    with pytest.raises(EngineStartError) as caught:
        await HostedEngine.start("llama.cpp", file, LoadOptions(), ChildJob())
    assert caught.value.hint


def test_a_host_does_not_outlive_a_killed_parent(slow: Path) -> None:
    program = f"""
import asyncio
from pathlib import Path
from deai_desktop.engines.base import LoadOptions
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.system.child_job import ChildJob
async def main():
    engine = await HostedEngine.start("echo", Path({str(slow)!r}), LoadOptions(), ChildJob())
    print(engine.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        host = psutil.Process(int(parent.stdout.readline()))
        host.suspend()  # so that it can't notice the end of its input by itself
        parent.kill()
    host.wait(2)


async def test_the_registry_loads_once_for_many_who_ask_at_once(slow: Path) -> None:
    bus, events = EventBus(), list[Event]()
    bus.subscribe(events.append)
    registry = EngineRegistry(bus, EngineSettings)
    model = model_of(slow)

    async def use() -> int:
        async with registry.use(model) as engine:
            return engine.pid

    assert len(set(await asyncio.gather(use(), use(), use()))) == 1
    assert sum(isinstance(event, ModelLoaded) for event in events) == 1
    assert await registry.unload("slow")
    assert not await registry.unload("slow")
    assert ModelUnloaded("slow", crashed=False) in events
    await registry.close()


async def test_the_registry_makes_room_for_another_model(slow: Path) -> None:
    registry = EngineRegistry(EventBus(), lambda: EngineSettings(loaded_models=1))
    async with registry.use(model_of(slow, "first")):
        pass
    async with registry.use(model_of(slow, "second")):
        assert list(registry.loaded) == ["second"]
    await registry.close()
    assert not registry.loaded


async def test_the_registry_waits_for_a_model_in_use(slow: Path) -> None:
    registry = EngineRegistry(EventBus(), lambda: EngineSettings(loaded_models=1))
    async with registry.use(model_of(slow, "first")) as first:

        async def use_second() -> None:
            async with registry.use(model_of(slow, "second")):
                pass

        waiting = asyncio.create_task(use_second())
        await asyncio.sleep(0.3)
        assert not waiting.done()
        assert first.is_alive
    await asyncio.wait_for(waiting, 10)
    await registry.close()


async def test_the_registry_starts_a_new_host_after_a_crash_but_not_for_ever(slow: Path) -> None:
    registry = EngineRegistry(EventBus(), EngineSettings)
    model = model_of(slow)
    for _ in range(2):
        async with registry.use(model) as engine:
            psutil.Process(engine.pid).kill()
            await engine.wait_closed()
        await asyncio.sleep(0.1)
    with pytest.raises(ModelHeldBackError, match="crashed twice"):
        async with registry.use(model):
            pass
    assert [_KILLED in crash.message for crash in registry.crashes.of("slow")] == [True, True]
    registry.trust("slow")
    async with registry.use(model) as engine:
        assert engine.is_alive
    await registry.close()


async def test_a_host_that_dies_while_it_loads_counts_as_a_crash_and_a_refusal_does_not(
    tmp_path: Path,
) -> None:
    heard: list[Event] = []
    bus = EventBus()
    bus.subscribe(heard.append)
    registry = EngineRegistry(bus, lambda: EngineSettings(gpu_layers=0))
    (tmp_path / "bad.json").write_text("nonsense")
    (tmp_path / "dying.json").write_text('{"die": true}')
    for _ in range(2):
        with pytest.raises(EngineStartError, match="not an echo model"):
            async with registry.use(model_of(tmp_path / "bad.json", "bad")):
                pass
        with pytest.raises(LoadCrashedError, match="code 3"):
            async with registry.use(model_of(tmp_path / "dying.json", "dying")):
                pass
    assert (registry.crashes.is_held_back("bad"), registry.crashes.is_held_back("dying")) == (False, True)
    assert heard[-1] == ModelHeldBack("dying")
    await registry.close()


async def test_a_host_that_dies_with_the_graphics_card_is_started_on_the_processor(tmp_path: Path) -> None:
    registry = EngineRegistry(EventBus(), EngineSettings)
    (tmp_path / "card.json").write_text('{"die": "gpu"}')
    for _ in range(3):
        async with registry.use(model_of(tmp_path / "card.json", "card")) as engine:
            assert "code 3" in engine.fell_back_because
        await registry.unload("card")
    assert registry.crashes.of("card") == ()
    newest = [(run.gpu_layers, run.end) for run in registry.recorder.runs[:2]]
    assert newest == [(0, End.UNLOADED), (-1, End.CRASHED)]
    await registry.close()


async def test_a_file_that_has_changed_is_not_loaded(slow: Path) -> None:
    registry = EngineRegistry(EventBus(), EngineSettings)
    model = model_of(slow)
    slow.write_text('{"delay": 0.0001}')
    with pytest.raises(ModelFileError, match="has changed"):
        async with registry.use(model):
            pass
    assert not registry.loaded
    await registry.close()


@pytest.mark.parametrize(
    ("code", "lines", "words"),
    [
        pytest.param(
            *(-9, (), "memory"), marks=pytest.mark.skipif(sys.platform == "win32", reason="has no signals")
        ),
        (-4, (), "processor"),
        (0xC000001D, (), "processor"),
        (-11, (), "crashed"),
        (1, ("ggml: failed to allocate buffer",), "memory"),
        (1, ("error loading model: unknown model architecture: 'zork'",), "zork"),
        (1, ("ModuleNotFoundError: No module named 'llama_cpp'",), "library"),
        (3, (), "code 3"),
        (None, (), "stopped answering"),
    ],
)
def test_an_exit_is_explained_in_plain_words(code: int | None, lines: tuple[str, ...], words: str) -> None:
    cause = find_cause(code, lines)
    assert words in cause.message
    assert cause.hint
