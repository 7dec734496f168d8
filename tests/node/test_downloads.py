"""Downloads and offers over the local API: paused, discarded, and whether they fit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.core.errors import NotFoundError
from deai_desktop.core.paths import Paths
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode

CONTENT = tiny_gguf(filler=200_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def node(paths: Paths, server: FileServer, tmp_path: Path) -> Iterator[RunningNode]:
    entry = catalogue_entry(CONTENT, {"kind": "https", "url": server.url})
    file = tmp_path / "catalogue.json"
    file.write_text(f'{{"format": 1, "models": [{entry.model_dump_json()}]}}')
    with RunningNode(paths, {CATALOGUE_VARIABLE: str(file)}) as running:
        yield running


def test_a_catalogue_of_ones_own_is_used_and_models_are_estimated(node: RunningNode) -> None:
    (offer,) = node.client.models().models
    assert (offer.id, offer.fits) == ("tiny", True)
    assert offer.needs_memory > offer.size
    assert node.client.status().free_disk_bytes > 0


def test_a_cancelled_download_is_kept_or_discarded(node: RunningNode, server: FileServer) -> None:
    server.stalls = [50_000, 50_000]
    pulled = node.client.pull("tiny")
    server.wait_until_stalled()
    _wait_for(node, 50_000)
    node.client.cancel_download(pulled.id)
    kept = _wait_until_ended(node)
    assert (kept.state, kept.done > 0) == ("cancelled", True)
    assert list(node.paths.models.rglob("*.partial"))
    ended = node.client.cancel_download(pulled.id, discard=True)
    assert (ended.state, ended.done) == ("cancelled", 0)
    assert node.client.downloads().downloads == []
    assert not list(node.paths.models.rglob("*"))
    with pytest.raises(NotFoundError):
        node.client.cancel_download(pulled.id, discard=True)


def _wait_for(node: RunningNode, size: int) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if [file for file in node.paths.models.rglob("*.partial") if file.stat().st_size == size]:
            return
        time.sleep(0.01)


def _wait_until_ended(node: RunningNode) -> DownloadView:
    deadline = time.monotonic() + 5
    while (view := node.client.downloads().downloads[0]).state == "running":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return view
