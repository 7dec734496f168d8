"""DirectML is used only after it was seen to compute right; here it never is, since there is no Windows."""

from __future__ import annotations

from typing import Any

from deai_desktop.engines.onnx import directml
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
    def broken(provider: str, given: directml.Numbers) -> list[Any]:
        product = given["a"] @ given["b"]
        return [product if provider == "CPUExecutionProvider" else product * float("nan")]

    assert "wrong numbers" in directml.compare(directml.PROVIDER, broken)


def test_a_driver_that_refuses_is_told() -> None:
    def refuses(provider: str, given: directml.Numbers) -> list[Any]:
        if provider == directml.PROVIDER:
            raise RuntimeError("887A0005")
        return [given["a"]]

    assert "refused" in directml.compare(directml.PROVIDER, refuses)


def test_a_host_tries_it_and_says_what_came_of_it() -> None:
    assert directml.fault_of_directml() == "there is no graphics card or driver for it"
