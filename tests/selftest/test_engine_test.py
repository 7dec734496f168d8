"""``deai engine test`` measures on a real model and explains its choice of threads and of the graphics card."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deai_desktop.core.errors import EngineStartError, ModelNotFoundError
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.core.settings import EngineSettings
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.engines.devices import GraphicsCards
from deai_desktop.models.fit_hardware import Device
from deai_desktop.selftest import engine_test
from deai_desktop.selftest.engine_test import (
    ThreadSpeed,
    compare,
    run_engine_test,
    thread_counts,
    why_threads,
)
from deai_desktop.system.cores import Cores


@pytest.fixture
def home(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """Folders that this process takes for the person's."""
    monkeypatch.setenv(HOME_VARIABLE, str(paths.data.parent))
    paths.create()
    return paths


@pytest.mark.real_model
def test_a_real_model_is_measured_with_one_thread_and_with_all(
    home: Paths, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home.models / "starter"
    folder.mkdir(parents=True)
    shutil.copyfile(starter, folder / "starter.gguf")
    SettingsStore(home.settings_file).change({"engine.threads": 1})
    monkeypatch.setattr(engine_test, "processor_cores", lambda: Cores(2))
    told: list[str] = []
    found = run_engine_test(tell=told.append)
    assert [one.threads for one in found.speeds] == [1, 2]
    assert all(one.tokens_per_second > 0 and one.prompt_tokens_per_second > 0 for one in found.speeds)
    assert found.library.startswith("llama-cpp-python")
    assert "engine.threads" in found.why_threads
    assert found.graphics
    assert sum("Trying" in one for one in told) >= 2


def test_without_a_model_it_says_how_to_get_one(home: Paths) -> None:
    for model in ("", "nothing"):
        with pytest.raises(ModelNotFoundError, match="installed") as caught:
            run_engine_test(model)
        assert "deai models pull" in caught.value.hint


@pytest.mark.parametrize(
    ("cores", "chosen", "counts"),
    [
        (Cores(1), 1, [1]),
        (Cores(4), 3, [1, 2, 3, 4]),
        (Cores(8), 7, [1, 2, 4, 7, 8]),
        (Cores(8, 16), 7, [1, 2, 7, 8, 12, 24]),
        (Cores(2), 9, [1, 2, 9]),
    ],
)
def test_telling_numbers_of_threads_are_tried(cores: Cores, chosen: int, counts: list[int]) -> None:
    assert thread_counts(cores, chosen) == counts


@pytest.mark.parametrize(
    ("cores", "words"),
    [
        (Cores(2), "so few cores"),
        (Cores(6), "One core is left"),
        (Cores(8, 16), "16 efficiency cores are left out"),
        (Cores(2, 8), "One core is left"),
    ],
)
def test_the_choice_is_explained(cores: Cores, words: str) -> None:
    assert words in why_threads(cores, EngineSettings())


def test_the_chosen_number_is_compared_with_the_fastest() -> None:
    speeds = [ThreadSpeed(1, 50, 20), ThreadSpeed(2, 90, 40), ThreadSpeed(3, 100, 30)]
    assert compare(speeds, 2) == "It was the fastest at writing."
    assert compare(speeds, 3).startswith("It wrote at 75% of the speed of 2")
    assert compare(speeds, 3).endswith("deai settings set engine.threads 2")
    assert "engine.threads" not in compare(speeds, 3, is_busy=True)
    assert "no difference" in compare([ThreadSpeed(1, 50, 20), ThreadSpeed(2, 50, 19)], 2)
    assert "too slow" in compare([ThreadSpeed(1, 0, 0)], 1)


class OneCard(GraphicsCards):
    """A PC whose card is no good."""

    can_be = True

    def ask(self) -> tuple[Device, ...]:
        """Tell of it."""
        return (Device("Card One", 2**30, 2**30),)


async def test_a_card_that_can_not_be_used_is_told_with_the_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> ThreadSpeed:
        raise EngineStartError("There was not enough memory for the model.", hint="Close other programs.")

    monkeypatch.setattr(engine_test, "GraphicsCards", OneCard)
    monkeypatch.setattr(engine_test, "_speed", fail)
    said = await engine_test._try_graphics(Path("m"), EngineSettings(), 1, lambda _: None)
    assert said.startswith(
        "Card One can't be used, so models run on the processor. There was not enough memory"
    )
    off = await engine_test._try_graphics(Path("m"), EngineSettings(gpu_layers=0), 1, lambda _: None)
    assert off == "Not used, because the setting engine.gpu_layers is 0: Card One."
