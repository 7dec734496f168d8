"""LoRA adapters in the side panel: offered where they may fit, kept, and really used for answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtQuick import QQuickWindow

from deai_desktop.gui.chat.chat_adapters import ChatAdapters
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.window_state import WindowState
from tests.gui.chat_window import Chat, Wait, click, count, find, write_window
from tests.models.lora_builder import write_random_lora
from tests.running_node import RunningNode


def adapters(state: WindowState, *names: str) -> Any:
    """Choices of adapters that all fit the model ``fitting`` and no other."""
    fitting = [{"id": name, "name": name.title()} for name in names]
    models = SimpleNamespace(adapters_for=lambda model: fitting if model == "fitting" else [])
    return ChatAdapters(state, cast(InstalledModels, models))


@pytest.fixture
def state(tmp_path: Path) -> WindowState:
    return WindowState(tmp_path / "window.json")


def test_what_was_chosen_is_there_after_a_restart(state: WindowState, tmp_path: Path) -> None:
    first = adapters(state, "poet", "pirate")
    assert [row.name for row in first.forModel("fitting")] == ["Poet", "Pirate"]
    first.use("poet", True)
    first.setStrength("poet", 0.52)
    again = adapters(WindowState(tmp_path / "window.json"), "poet", "pirate")
    poet, pirate = again.forModel("fitting")
    assert (poet.isUsed, poet.strength, pirate.isUsed) == (True, 0.5, False)
    assert again.wishes("fitting") == [{"name": "poet", "scale": 0.5}]
    again.use("poet", False)
    assert again.wishes("fitting") == []
    assert poet.strength == 0.5


def test_a_model_is_asked_for_adapters_of_its_own_kind_only(state: WindowState) -> None:
    choices = adapters(state, "poet")
    choices.forModel("fitting")
    choices.use("poet", True)
    assert choices.forModel("another") == []
    assert choices.wishes("another") == []
    assert choices.wishes("fitting") == [{"name": "poet", "scale": 1.0}]


def test_no_more_can_be_used_than_a_request_may_name(state: WindowState) -> None:
    choices = adapters(state, *"abcde")
    choices.forModel("fitting")
    for name in "abcde":
        choices.use(name, True)
    assert choices.isFull
    assert [one["name"] for one in choices.wishes("fitting")] == list("abcd")
    choices.use("a", False)
    choices.use("e", True)
    assert [one["name"] for one in choices.wishes("fitting")] == list("bcde")


@pytest.mark.parametrize("stored", ["text", [1], {"poet": "much"}, {"poet": None}, {"poet": float("nan")}])
def test_what_a_file_holds_by_mistake_is_passed_over(state: WindowState, stored: object) -> None:
    state.set("chat_adapters", stored)
    choices = adapters(state, "poet")
    assert [row.isUsed for row in choices.forModel("fitting")] == [False]
    assert choices.wishes("fitting") == []


@pytest.fixture
def chat(real_node: RunningNode, wait_until: Wait, starter: Path, tmp_path: Path) -> Iterator[Chat]:
    """A chat with the starter model, for which there is an adapter."""
    file = write_random_lora(starter, tmp_path / "noise.gguf")
    adapter = real_node.client.import_model(str(file), "noise").id
    one = Chat(real_node.paths)
    one.link.open()
    wait_until(lambda: not one.view.blockedReason)
    yield one
    one.close()
    real_node.client.remove_model(adapter)


@pytest.mark.real_model
def test_answers_are_written_with_what_is_ticked(
    chat: Chat, load: Callable[..., QQuickWindow], tmp_path: Path, wait_until: Wait
) -> None:
    window = load(write_window(tmp_path), chat=chat.view)
    window.requestActivate()
    wait_until(lambda: window.isActive())
    chat.view.options.setSeed(3)
    chat.view.options.setMaxTokens(8)
    chat.view.send("Name three colours.")
    wait_until(lambda: chat.statuses == ["complete"] * 2, 60)
    plain = chat.messages[-1]

    click(window, "optionsButton")
    wait_until(lambda: count(window, "adapterBox"))
    assert count(window, "adapterSlider") == 0
    click(window, "adapterBox")
    wait_until(lambda: count(window, "adapterSlider"))
    assert find(window, "adapterSlider").property("value") == 1
    chat.view.regenerate(chat.view.messages.messages[-1].id)
    wait_until(lambda: chat.statuses == ["complete"] * 2 and not chat.view.isAnswering, 60)
    assert chat.messages[-1] != plain
