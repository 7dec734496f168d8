"""A running node holds back a model that crashes, tells why, and loads it again when somebody wants that."""

from __future__ import annotations

import pytest

from deai_desktop.core.errors import ModelHeldBackError
from tests.node.waiting import wait_until
from tests.running_node import RunningNode


def crash(node: RunningNode) -> None:
    """Kill the engine host of the echo model and wait until that was noticed."""
    before = len(node.client.model("echo").crashes)
    node.client.load_model("echo")
    node.engine_hosts()[0].kill()
    wait_until(lambda: len(node.client.model("echo").crashes) == before + 1)


def test_it_stays_held_back_over_a_restart_until_it_is_trusted(node: RunningNode) -> None:
    crash(node)
    assert not node.client.model("echo").held_back
    crash(node)
    with pytest.raises(ModelHeldBackError, match="crashed twice"):
        node.client.load_model("echo")
    node.stop()
    node.start()
    view = node.client.model("echo")
    assert view.held_back
    assert all(one.message and one.hint for one in view.crashes)
    assert len(view.crashes) == 2
    assert not node.client.model("slow-echo").held_back
    trusted = node.client.trust_model("echo")
    assert (trusted.held_back, trusted.crashes) == (False, [])
    assert node.client.load_model("echo").id == "echo"


def test_a_check_that_finds_the_file_in_order_lifts_it(node: RunningNode) -> None:
    crash(node)
    crash(node)
    assert node.client.model("echo").held_back
    assert node.client.verify_model("echo").matches
    assert not node.client.model("echo").held_back
