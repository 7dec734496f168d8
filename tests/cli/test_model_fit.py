"""``deai models fit`` against a real node."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.core.paths import Paths
from tests.cli.conftest import Deai
from tests.running_node import RunningNode

STARTER = "smollm2-135m-instruct"


@pytest.fixture
def echo_node(paths: Paths) -> Iterator[RunningNode]:
    running = RunningNode(paths)
    running.add_echo_model("echo")
    with running:
        running.client.change_settings({"engine.threads": 1})
        yield running


def test_all_models_are_listed_with_one_sentence_each(deai: Deai, echo_node: RunningNode) -> None:
    ran = deai("models", "fit")
    assert ran.code == 0
    heading, *rows = ran.out.splitlines()
    assert heading.split() == ["MODEL", "ON", "THIS", "PC"]
    known = [one["id"] for one in deai("models", "list", "--json").data["models"]]
    assert known[:2] == ["echo", STARTER]
    assert [row.split()[0] for row in rows] == known
    assert "speed not measured yet" in rows[1]
    assert [one["model"] for one in deai("models", "fit", "--json").data["models"]] == known


def test_one_model_is_told_in_figures_that_are_those_of_the_api(deai: Deai, echo_node: RunningNode) -> None:
    ran = deai("models", "fit", STARTER, "--context", "8192", "--json")
    assert ran.data == echo_node.client.model_fit(STARTER, 8192).model_dump(mode="json") | {
        "available_memory": ran.data["available_memory"]
    }
    told = deai("models", "fit", STARTER).out
    assert "at most 8192" in told
    assert "not measured yet" in told
    assert "Q4_1" in told
    assert "speed not measured yet" in deai("models", "info", STARTER).out


def test_measuring_tells_the_speed(deai: Deai, echo_node: RunningNode) -> None:
    ran = deai("models", "fit", "echo", "--measure")
    assert ran.code == 0
    assert "up to 20 seconds" in ran.err
    assert "tokens/s" in ran.out
    assert "measured here" in ran.out


def test_what_can_not_be_measured_says_why(deai: Deai, echo_node: RunningNode) -> None:
    without_name = deai("models", "fit", "--measure")
    assert without_name.code == ExitCode.ERROR
    assert "Which model" in without_name.err
    assert deai("models", "fit", STARTER, "--measure").code == ExitCode.NOT_FOUND
    assert deai("models", "fit", "nothing").code == ExitCode.NOT_FOUND
