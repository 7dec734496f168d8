"""DirectML is used only after it was seen to compute right; here it never is, since there is no Windows."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from deai_desktop.engines.onnx import directml
from deai_desktop.engines.onnx.directml import Trial
from deai_desktop.system.graphics_adapters import GraphicsAdapter, graphics_adapters
from tests.models.onnx_builder import FLOAT, node, part, value_info, whole_number, wrap

HALF = 10


def probe_model() -> bytes:
    """Make what is written down in the module."""
    nodes = [
        node("MatMul", ["a", "b"], outputs=["product"]),
        node("Softmax", ["product"], outputs=["parts"]),
        node("Cast", ["a"], [whole_number("to", HALF)], ["half_a"]),
        node("Cast", ["b"], [whole_number("to", HALF)], ["half_b"]),
        node("MatMul", ["half_a", "half_b"], outputs=["half_product"]),
        node("Cast", ["half_product"], [whole_number("to", FLOAT)], ["rounded"]),
    ]
    graph = b"".join(part(1, one) for one in nodes) + part(2, "probe")
    graph += b"".join(part(11, value_info(name, FLOAT, [64, 64])) for name in ("a", "b"))
    return wrap(
        graph + b"".join(part(12, value_info(name, FLOAT, [64, 64])) for name in ("parts", "rounded"))
    )


def test_the_model_for_the_trial_is_what_it_says() -> None:
    assert probe_model() == directml.PROBE_MODEL


def test_a_device_that_computes_right_is_found_right() -> None:
    assert directml.compare("CPUExecutionProvider") == ""


def test_wrong_numbers_are_noticed() -> None:
    def broken(provider: str, options: directml.Options, given: directml.Numbers) -> list[Any]:
        product = given["a"] @ given["b"]
        return [product if provider == "CPUExecutionProvider" else product * float("nan")]

    assert "wrong numbers" in directml.compare(directml.PROVIDER, run=broken)


def test_a_driver_that_refuses_is_told() -> None:
    def refuses(provider: str, options: directml.Options, given: directml.Numbers) -> list[Any]:
        if provider == directml.PROVIDER:
            raise RuntimeError("887A0005")
        return [given["a"]]

    assert "refused" in directml.compare(directml.PROVIDER, run=refuses)


def test_a_host_tries_it_and_says_what_came_of_it() -> None:
    trial = directml.try_directml()
    if sys.platform == "win32" and "crashed" in trial.fault:
        return  # Wine lists a card, and ends a process that uses it
    assert trial == Trial("there is no graphics card or driver for it")


FAST = GraphicsAdapter("NVIDIA GeForce RTX 4060 Laptop GPU", 8 * 1024**3, (0, 70_001), place=1)
SLOW = GraphicsAdapter("Intel(R) Iris(R) Xe Graphics", 128 * 1024**2, (0, 60_002), place=0)


@pytest.mark.parametrize(
    ("wanted", "broken", "expected"),
    [
        ("", set(), Trial("", FAST.name, (("luid", "0:70001"),))),
        ("iris", set(), Trial("", SLOW.name, (("luid", "0:60002"),))),
        ("", {FAST.place}, Trial("", SLOW.name, (("luid", "0:60002"),))),
        ("nvidia", {FAST.place}, Trial("the graphics card or its driver refused a trial")),
        ("", {FAST.place, SLOW.place}, Trial("the graphics card or its driver refused a trial")),
    ],
    ids=["the fastest", "the wanted one", "one that works", "not another one", "none"],
)
def test_the_card_of_the_trial_is_the_one_that_the_model_gets(
    wanted: str, broken: set[int], expected: Trial
) -> None:
    def run(provider: str, options: directml.Options, given: directml.Numbers) -> list[Any]:
        if provider == directml.PROVIDER and int(options["device_id"]) in broken:
            raise RuntimeError("887A0005")
        return [given["a"]]

    assert directml.try_cards((FAST, SLOW), wanted, run) == expected


def test_a_card_that_is_not_there_is_told_with_those_that_are() -> None:
    fault = directml.try_cards((FAST, SLOW), "Radeon").fault
    assert "“Radeon”" in fault
    assert fault.endswith(f"{FAST.name}, {SLOW.name}")


def test_what_a_trial_says_is_read_again() -> None:
    trial = Trial("", FAST.name, (("luid", "0:70001"),))
    assert directml.read_trial("a warning\n" + json.dumps(vars(trial))) == trial
    assert directml.read_trial("Segmentation fault") == Trial("a trial said nothing")


def test_the_adapters_are_listed_without_a_fault() -> None:
    adapters = graphics_adapters()
    assert len({one.luid for one in adapters}) == len(adapters)
    assert sys.platform == "win32" or not adapters
