"""Which graphics cards there are, as a real engine host tells."""

from __future__ import annotations

import json

import pytest

from deai_desktop.engines import devices
from deai_desktop.engines.devices import GraphicsCards, ask_for_devices
from deai_desktop.engines.llama_cpp import devices as in_the_host
from deai_desktop.models.fit_hardware import Device
from deai_desktop.system.bounded_process import Ended
from deai_desktop.system.memory import total_memory


def test_a_real_engine_host_answers() -> None:
    assert all(one.total >= one.free >= 0 for one in ask_for_devices())


def test_the_calls_into_llama_cpp_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor is a device too: the one of which every PC knows the memory."""
    monkeypatch.setattr(in_the_host, "_KINDS", {0: True})
    (processor,) = json.loads(in_the_host.describe_devices())
    assert processor["name"]
    assert processor["total"] == pytest.approx(total_memory(), rel=0.2)


@pytest.mark.parametrize("output", ["", "[1]", "nonsense", '[{"name": "x"}]', '{"total": 1}'])
def test_an_answer_that_makes_no_sense_is_no_card(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "run_bounded", lambda *_: Ended(0, output, ""))
    assert ask_for_devices() == ()


def test_a_card_is_described_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    card = {"name": "A\x1b card", "total": 100, "free": 500, "shares_memory": False}
    monkeypatch.setattr(devices, "run_bounded", lambda *_: Ended(0, json.dumps([card]), ""))
    assert ask_for_devices() == (Device("A card", 100, 100),)


def test_a_build_without_code_for_graphics_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> tuple[Device, ...]:
        raise AssertionError("asked")

    monkeypatch.setattr(devices, "_has_code_for_graphics", lambda: False)
    monkeypatch.setattr(devices, "ask_for_devices", refuse)
    assert GraphicsCards().list() == ()
