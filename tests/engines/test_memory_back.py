"""The memory of a real model is back within two seconds, whatever it is doing when it is unloaded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from deai_desktop.core.errors import EngineError, EngineStartError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import GenerateEvent, TextDelta
from deai_desktop.engines.registry import EngineRegistry, ModelLoading
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from tests.contracts.engine import ask

SECONDS = 2.0
ID = "smollm2"


@pytest.fixture
def model(starter: Path) -> Model:
    """The real starter model."""
    size = starter.stat().st_size
    return Model(ID, "Starter", "llama.cpp", starter, size, "", "", True, gguf_facts(starter), 0.0)


@pytest.fixture
async def registry() -> AsyncIterator[EngineRegistry]:
    """A registry that leaves nothing in memory."""
    made = EngineRegistry(EventBus(), lambda: EngineSettings(context_length=4096))
    yield made
    await made.close()


def hosts() -> list[psutil.Process]:
    """The engine hosts of this process that have not ended."""
    return [
        one
        for one in psutil.Process().children()
        if one.is_running() and "engine-host" in " ".join(one.cmdline())
    ]


async def unload_in_time(registry: EngineRegistry) -> None:
    """Unload the model and see that its process, and so its memory, is gone in time."""
    begun = time.monotonic()
    assert await registry.unload(ID)
    assert time.monotonic() - begun < SECONDS
    assert hosts() == []
    assert registry.memory_bytes == 0


async def until_text(events: AsyncIterator[GenerateEvent]) -> None:
    """Wait for the first words of an answer."""
    async for event in events:
        if isinstance(event, TextDelta):
            return


async def test_in_the_middle_of_a_long_answer(registry: EngineRegistry, model: Model) -> None:
    async with registry.use(model) as engine:
        assert engine.memory_bytes > model.size
        answer = engine.generate(ask("Tell me a very long story.", max_tokens=2000))
        await until_text(answer)
        await unload_in_time(registry)
        with pytest.raises(EngineError, match="unloaded in the meantime"):
            [event async for event in answer]


async def test_while_a_long_prompt_is_being_read(registry: EngineRegistry, model: Model) -> None:
    async with registry.use(model) as engine:
        answer = engine.generate(ask("word " * 3000, max_tokens=8))
        await anext(answer)  # accepted: it is being read
        await asyncio.sleep(0.2)
        await unload_in_time(registry)
        with pytest.raises(EngineError, match="unloaded in the meantime"):
            [event async for event in answer]


async def test_while_it_is_loading(model: Model) -> None:
    begun = asyncio.Event()

    def hear(event: Event) -> None:
        if isinstance(event, ModelLoading):
            begun.set()

    bus = EventBus()
    bus.subscribe(hear)
    registry = EngineRegistry(bus, EngineSettings)

    async def use() -> None:
        async with registry.use(model):
            pass

    using = asyncio.create_task(use())
    await asyncio.wait_for(begun.wait(), 60)
    await unload_in_time(registry)
    with pytest.raises(EngineStartError, match="unloaded while it was loading"):
        await using
    await registry.close()


async def test_while_its_process_has_hardly_begun(model: Model) -> None:
    registry = EngineRegistry(EventBus(), EngineSettings)

    async def use() -> None:
        async with registry.use(model):
            pass

    using = asyncio.create_task(use())
    while not hosts():
        await asyncio.sleep(0.005)
    await unload_in_time(registry)
    with pytest.raises(EngineStartError, match="unloaded while it was loading"):
        await using
    await registry.close()
