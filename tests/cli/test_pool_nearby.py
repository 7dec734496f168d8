"""The hubs that were heard of in the network, on the command line."""

from __future__ import annotations

from deai_desktop.api.schemas.pools import NearbyHub, NearbyHubList
from tests.cli.conftest import Deai
from tests.fakes.node import FakeNode

_OURS = NearbyHub(address="192.168.1.5:4222", pool="KEY0", pool_name="Friends", is_known=True, is_proven=True)


def test_hubs_nearby_are_shown_with_what_is_known_of_them(deai: Deai, node: FakeNode) -> None:
    hubs = [
        _OURS,
        _OURS.model_copy(update={"address": "192.168.1.6:4222", "is_known": False}),
        _OURS.model_copy(update={"address": "192.168.1.7:4222", "is_proven": False}),
        NearbyHub(address="192.168.1.8:4222"),
    ]
    node.more_routes = (("GET /api/pool-hubs/nearby", lambda *_: NearbyHubList(hubs=hubs)),)
    ours, moved, false, theirs = deai("pool", "hub", "find").out.splitlines()[1:]
    assert ours.split() == ["192.168.1.5:4222", "Friends", "known"]
    assert moved.endswith("new address")
    assert false.endswith("no hub of it answers")
    assert "none of yours" in theirs
    assert deai("pool", "hub", "find", "--json").data["hubs"][3]["pool"] == ""


def test_says_so_when_there_is_none(deai: Deai, node: FakeNode) -> None:
    node.more_routes = (("GET /api/pool-hubs/nearby", lambda *_: NearbyHubList(hubs=[])),)
    assert "No hub says here" in deai("pool", "hub", "find").err
