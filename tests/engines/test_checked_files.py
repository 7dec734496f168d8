"""A model's file is checked before native code opens it, each time it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.core.errors import ModelFileError
from deai_desktop.core.events import EventBus
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from tests.engines.conftest import started
from tests.models.gguf_builder import GgufBuilder, scalar


async def test_an_engine_host_refuses_a_damaged_file_by_itself(tmp_path: Path) -> None:
    file = GgufBuilder().set("general.alignment", scalar("u32", 0)).write(tmp_path / "tiny.gguf")
    with pytest.raises(ModelFileError, match="alignment"):
        async with started("llama.cpp", file):
            pass


async def test_a_file_replaced_by_another_of_its_size_is_not_loaded(tmp_path: Path) -> None:
    file = GgufBuilder().write(tmp_path / "tiny.gguf")
    facts = gguf_facts(file)
    model = Model("tiny", "Tiny", "llama.cpp", file, facts.size, "", "", True, facts, 0.0)
    other = GgufBuilder().set("general.architecture", scalar("str", "gemma")).write(file)
    assert other.stat().st_size == facts.size
    registry = EngineRegistry(EventBus(), EngineSettings)
    with pytest.raises(ModelFileError, match="has changed"):
        async with registry.use(model):
            pass
    await registry.close()
