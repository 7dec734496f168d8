"""Adapters from the command line: named for a chat, told apart from models."""

from __future__ import annotations

import pytest

from deai_desktop.api.schemas.models import ModelView
from deai_desktop.cli import known_names
from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.cli.library import how_to_use
from tests.cli.conftest import Deai
from tests.fakes.node import STARTER, FakeNode

PIRATE = ModelView(
    id="pirate",
    name="Pirate",
    engine="llama.cpp-adapter",
    kind="adapter",
    family="llama",
    size=4_000_000,
    installed=True,
    imported=True,
)


@pytest.fixture
def with_adapter(node: FakeNode, monkeypatch: pytest.MonkeyPatch) -> FakeNode:
    views = node.model_views
    monkeypatch.setattr(node, "model_views", lambda: [*views(), PIRATE])
    return node


def test_adapters_go_along_with_what_is_said(deai: Deai, node: FakeNode) -> None:
    deai("chat", "--adapter", "pirate", "--adapter", "poet:0.5", "--adapter", "sober:-1", "hello")
    asked = node.turns[0].adapters
    assert [(one.name, one.scale) for one in asked] == [("pirate", 1.0), ("poet", 0.5), ("sober", -1.0)]


@pytest.mark.parametrize(
    "given", ["", ":1", "pirate:loud", "pirate:nan", "pirate:inf", "pirate:101", "a:1:2"]
)
def test_refuses_what_names_no_adapter(deai: Deai, node: FakeNode, given: str) -> None:
    ran = deai("chat", "--adapter", given, "hello")
    assert ran.code == ExitCode.ERROR
    assert "names no adapter" in ran.err
    assert not node.conversations


def test_refuses_more_than_a_request_can_have(deai: Deai, node: FakeNode) -> None:
    ran = deai("chat", *(part for at in range(5) for part in ("--adapter", str(at))), "hello")
    assert ran.code == ExitCode.ERROR
    assert not node.conversations


def test_lists_an_adapter_as_one(deai: Deai, with_adapter: FakeNode) -> None:
    line = next(line for line in deai("models", "list").out.splitlines() if line.startswith("pirate"))
    assert line.endswith("adapter for llama models")
    assert "adapter for llama models" in deai("models", "info", "pirate").out


def test_an_adapter_is_no_model_to_chat_with(deai: Deai, with_adapter: FakeNode) -> None:
    ran = deai("chat", "-m", "pirate", "hello")
    assert ran.code == ExitCode.ERROR
    assert "deai chat -m MODEL --adapter pirate" in ran.err
    assert not with_adapter.conversations


def test_an_adapter_alone_is_not_enough_to_chat(deai: Deai, with_adapter: FakeNode) -> None:
    with_adapter.installed.clear()
    assert "Fetching SmolLM2" in deai("chat", "hello").err


def test_completes_models_and_adapters_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    model = PIRATE.model_copy(update={"id": STARTER, "kind": "model"})
    monkeypatch.setattr(known_names, "_models", lambda: [model, PIRATE])
    assert known_names.runnable_names() == [STARTER]
    assert known_names.adapter_names() == ["pirate"]
    assert known_names.installed_names() == [STARTER, "pirate"]


def test_says_how_to_use_an_adapter() -> None:
    assert "with llama models: deai chat --adapter pirate" in how_to_use(PIRATE)
