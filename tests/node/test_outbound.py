"""What left this PC, asked of a real node that really downloads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.core.paths import Paths
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import tiny_gguf
from tests.node.waiting import wait_until
from tests.running_node import RunningNode

CONTENT = tiny_gguf(filler=200_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def node(paths: Paths, server: FileServer, tmp_path: Path) -> Iterator[RunningNode]:
    entry = catalogue_entry(CONTENT, {"kind": "https", "url": f"{server.url}?token=secret"})
    file = tmp_path / "catalogue.json"
    file.write_text(f'{{"format": 1, "models": [{entry.model_dump_json()}]}}')
    with RunningNode(paths, {CATALOGUE_VARIABLE: str(file)}) as running:
        yield running


def test_a_node_that_only_runs_contacts_nobody(node: RunningNode) -> None:
    assert node.client.outbound().total == 0
    assert node.client.models().models
    assert node.client.outbound().connections == []


def test_a_download_is_listed_while_it_runs_and_cleared_when_it_has_ended(
    node: RunningNode, server: FileServer
) -> None:
    server.stalls = [50_000]
    heard = threading.Event()
    threading.Thread(target=_hear, args=(node, heard), daemon=True).start()
    node.client.pull("tiny")
    server.wait_until_stalled()
    (running,) = node.client.outbound().connections
    assert (running.outcome, running.host, running.purpose) == ("open", "127.0.0.1", "Download of Tiny")
    assert node.client.clear_outbound().forgotten == 0  # what is open can't be hidden
    server.resume()
    wait_until(lambda: node.client.outbound().connections[0].outcome == "done")
    assert node.client.outbound().connections[0].received == len(CONTENT)
    assert heard.wait(5)
    assert "secret" not in node.client.outbound().model_dump_json()
    assert b"secret" not in node.paths.database.read_bytes()
    assert node.client.outbound(1, 1).connections == []
    assert node.client.clear_outbound().forgotten == 1
    listed = node.client.outbound()
    assert (listed.total, listed.forgotten) == (0, 1)  # so that nobody says that nothing ever left


def test_what_a_killed_node_left_open_is_told_as_such(node: RunningNode, server: FileServer) -> None:
    server.stalls = [50_000]
    node.client.pull("tiny")
    server.wait_until_stalled()
    node.kill()
    server.resume()
    node.start()
    # By now the download may go on, which is a connection of its own.
    assert [one.outcome for one in node.client.outbound().connections].count("interrupted") == 1


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (1001, 0), (1, -1), (1, 10**9)])
def test_limits_are_bounded(node: RunningNode, limit: int, offset: int) -> None:
    with pytest.raises(InvalidInputError):
        node.client.outbound(limit, offset)


def _hear(node: RunningNode, heard: threading.Event) -> None:
    events: Iterator[dict[str, Any]]
    with node.client.events() as events:
        for event in events:
            if event["type"] == "outbound_changed":
                heard.set()
                return
