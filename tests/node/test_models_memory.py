"""How much memory models may take is worked out from this PC, told, and can be chosen."""

from __future__ import annotations

from pathlib import Path

import psutil

from deai_desktop.core.events import EventBus
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.model import Model
from deai_desktop.models.speeds import SpeedRepository
from deai_desktop.node.fits import FitSource
from deai_desktop.storage.database import Database
from tests.running_node import RunningNode


def test_the_memory_that_models_may_take_is_told_and_can_be_chosen(node: RunningNode) -> None:
    memory = node.client.status().models_memory
    assert memory is not None
    assert (memory.used_bytes, memory.is_chosen_by_person) == (0, False)
    assert 0 < memory.budget_bytes < psutil.virtual_memory().total
    node.client.load_model("echo")
    node.client.load_model("slow-echo")
    node.client.change_settings({"engine.memory_gb": 2})
    status = node.client.status()
    assert status.models_memory is not None
    assert {model.id for model in status.loaded_models} == {"echo", "slow-echo"}
    assert status.models_memory.used_bytes > 20_000_000
    assert status.models_memory.budget_bytes == 2_000_000_000
    assert status.models_memory.is_chosen_by_person


def test_what_a_real_model_takes_is_foreseen(starter: Path, paths: Paths) -> None:
    paths.create()
    with Database(paths.database) as database:
        settings = EngineSettings()
        registry = EngineRegistry(EventBus(), lambda: settings)
        fits = FitSource(SpeedRepository(database), registry, lambda: settings)
        size = starter.stat().st_size
        model = Model("s", "S", "llama.cpp", starter, size, "", "", True, gguf_facts(starter), 0.0)
        footprint = fits.footprint(model)
        assert size < footprint.needed < 8 * size
        assert fits.budget().alone > footprint.needed
