"""What left this PC, and who may come in, on the command line."""

from __future__ import annotations

from deai_desktop.api.schemas.outbound import OutboundConnection
from deai_desktop.cli.exit_codes import ExitCode
from tests.cli.conftest import Deai
from tests.fakes.node import FakeNode


def _connection(number: int, **facts: object) -> OutboundConnection:
    usual: dict[str, object] = {
        "number": number,
        "at": 1_700_000_000 + number,
        "host": "models.example",
        "port": 443,
        "purpose": "Download of SmolLM2 135M",
        "sent": "Which file is wanted",
        "outcome": "done",
        "received": 98_362_432,
    }
    return OutboundConnection.model_validate(usual | facts)


def test_tells_that_nothing_left(deai: Deai, node: FakeNode) -> None:
    ran = deai("privacy")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing has left this PC.\n")


def test_lists_what_left(deai: Deai, node: FakeNode) -> None:
    failed = _connection(
        2, outcome="failed", received=0, reason="nobody answers there", via="proxy gate.example"
    )
    pip = _connection(3, host="", port=None, via="pip", outcome="open", received=0)
    node.outbound = [pip, failed, _connection(1)]
    headings, first, second, third = deai("privacy").out.splitlines()
    assert headings.startswith("WHEN")
    assert "the Python package index set up on this PC (pip)" in first
    assert first.endswith("going on")
    assert "models.example:443 (proxy gate.example)" in second
    assert second.endswith("failed: nobody answers there")
    assert "Download of SmolLM2 135M" in third
    assert "98.4 MB" in third


def test_tells_of_older_ones(deai: Deai, node: FakeNode) -> None:
    node.outbound = [_connection(number) for number in (3, 2, 1)]
    ran = deai("privacy", "--limit", "2")
    assert len(ran.out.splitlines()) == 3
    assert ran.err.startswith("1 older")
    assert len(deai("privacy", "--json").data["connections"]) == 3


def test_forgets_the_list_only_when_it_is_certain(deai: Deai, node: FakeNode) -> None:
    node.outbound = [_connection(1)]
    refused = deai("privacy", "--clear")
    assert refused.code == ExitCode.USAGE
    assert "--yes" in refused.err
    assert len(node.outbound) == 1
    assert deai("privacy", "--clear", "--yes").err == "The list is empty now (1 forgotten).\n"
    assert node.outbound == []


def test_status_tells_where_the_network_gets_in(deai: Deai, node: FakeNode) -> None:
    assert "Network" not in deai("status").out
    node.lan_addresses = ["http://192.168.1.5:3324"]
    out = deai("status").out
    assert "http://192.168.1.5:3324/v1 (not encrypted" in out
    assert deai("status", "--json").data["lan_addresses"] == ["http://192.168.1.5:3324"]
    node.lan_addresses, node.lan_problem = [], "Another program uses port 3324."
    assert "can't be reached: Another program uses port 3324." in deai("status").out


def test_the_command_line_warns_of_the_network(deai: Deai, node: FakeNode) -> None:
    assert "api.lan" in deai("settings", "list").out
    ran = deai("settings", "set", "api.lan", "on")
    assert "api.lan is now on." in ran.err
    assert "read along" in ran.err
    assert "read along" not in deai("settings", "set", "api.lan", "off").err
