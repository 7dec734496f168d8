"""Two real nodes in one network, here loopback: a hub is found, and found again when its PC has another address."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from deai_desktop.core.paths import Paths
from deai_desktop.node.lan import LAN_VARIABLE
from tests.node.waiting import wait_until
from tests.running_node import RunningNode, encrypted_vault

pytest.importorskip("nats")
pytestmark = [
    pytest.mark.skipif(find_spec("zeroconf") is None, reason="the extra `lan` is not installed"),
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere loopback is one address alone"),
]


@pytest.fixture
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningNode, RunningNode]]:
    """Ada founded a pool that her network reaches; Bob belongs to it."""
    home = tmp_path_factory.mktemp("nearby")
    vault = encrypted_vault(home)
    ada = RunningNode(Paths.below(home / "ada"), vault | {LAN_VARIABLE: "127.0.0.2"})
    bob = RunningNode(Paths.below(home / "bob"), vault | {LAN_VARIABLE: "127.0.0.3"})
    ada.start()
    bob.start()
    try:
        ada.client.create_pool("Friends", "network", "Ada's PC")
        bob.client.join_pool(ada.client.create_invite("Friends").invite, "Bob's PC")
        yield ada, bob
    finally:
        ada.stop()
        bob.stop()


def test_a_hub_is_found_and_found_again(pair: tuple[RunningNode, RunningNode]) -> None:
    ada, bob = pair
    # Whoever else runs a hub in this network just now, another test perhaps, is none of Bob's pools.
    (found,) = [one for one in bob.client.nearby_hubs().hubs if one.pool]
    assert found.address.startswith("127.0.0.2:")
    assert (found.pool_name, found.is_known, found.is_proven) == ("Friends", True, True)
    assert found.pool == bob.client.pool("Friends").key
    ada.stop()
    wait_until(lambda: bob.client.pool("Friends").standing == "offline")
    ada.environment[LAN_VARIABLE] = "127.0.0.4"
    ada.start()
    moved = found.address.replace("127.0.0.2", "127.0.0.4")
    wait_until(lambda: bob.client.pool("Friends").hubs == [moved], 30)
    wait_until(lambda: bob.client.pool("Friends").standing == "online")
