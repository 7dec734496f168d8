"""A model that is larger than the graphics card is loaded with as many layers there as have room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deai_desktop.core.events import EventBus
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import LoadOptions
from deai_desktop.engines.devices import GraphicsCards
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.fit_hardware import Device
from deai_desktop.models.model import Model
from deai_desktop.models.speeds import SpeedRepository
from deai_desktop.node.fits import FitSource
from deai_desktop.storage.database import Database
from tests.models.test_fit_layers import FACTS, GB, LARGE, layers

CARD = Device("made up", 2 * GB, 2 * GB)


class OneCard(GraphicsCards):
    """A PC with one card."""

    def ask(self) -> tuple[Device, ...]:
        """Tell of it."""
        return (CARD,)


class NoCards(GraphicsCards):
    """A build of llama.cpp without code for graphics cards."""

    @property
    def can_be(self) -> bool:
        """Say no."""
        return False


@pytest.mark.parametrize(("wanted", "expected"), [(-1, layers(CARD)), (7, 7), (0, 0)])
async def test_what_the_settings_leave_open_is_chosen_before_a_model_is_loaded(
    wanted: int, expected: int, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[LoadOptions] = []
    start = HostedEngine.start

    async def watched(kind: str, path: Path, options: LoadOptions, *more: Any) -> HostedEngine:
        asked.append(options)
        return await start(kind, path, options, *more)

    monkeypatch.setattr(HostedEngine, "start", watched)
    file = tmp_path / "echo.json"
    file.write_text("{}")
    # An echo with a large model's facts: what counts is what its engine host is told.
    model = Model("large", "Large", "echo", file, LARGE.size, "", "", True, FACTS, 0.0)
    monkeypatch.setattr(Model, "is_available", True)
    settings = EngineSettings(gpu_layers=wanted)
    paths.create()
    with Database(paths.database) as database:
        registry = EngineRegistry(
            EventBus(), lambda: settings, choose_options=lambda model: fits.load_options(model)
        )
        fits = FitSource(SpeedRepository(database), registry, lambda: settings, OneCard())
        try:
            async with registry.use(model):
                pass
        finally:
            await registry.close()
    assert [options.gpu_layers for options in asked] == [expected]


@pytest.mark.parametrize(("wanted", "expected"), [(-1, -1), (0, 0)])
def test_onnx_models_are_left_to_directml_whatever_llama_cpp_knows_of_graphics_cards(
    wanted: int, expected: int, paths: Paths, tmp_path: Path
) -> None:
    model = Model("large", "Large", "onnx-genai", tmp_path, LARGE.size, "", "", True, FACTS, 0.0)
    settings = EngineSettings(gpu_layers=wanted)
    paths.create()
    with Database(paths.database) as database:
        registry = EngineRegistry(EventBus(), lambda: settings)
        for cards in (OneCard(), NoCards()):
            fits = FitSource(SpeedRepository(database), registry, lambda: settings, cards)
            assert fits.load_options(model).gpu_layers == expected
