"""Downloads and offers over the local API: paused, discarded, and whether they fit."""

from __future__ import annotations

import random
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


@pytest.mark.parametrize("seed", range(4))
def test_goes_on_after_the_node_was_killed_at_any_moment(
    paths: Paths, server: FileServer, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    entry = catalogue_entry(CONTENT, {"kind": "https", "url": server.url})
    file = tmp_path / "catalogue.json"
    file.write_text(f'{{"format": 1, "models": [{entry.model_dump_json()}]}}')
    server.seconds_per_kilobyte, server.says_ranges = 0.005, True
    node = RunningNode(paths, {CATALOGUE_VARIABLE: str(file)})
    node.start()
    node.client.pull("tiny")
    for _ in range(2):
        time.sleep(chance.uniform(0.0, 0.5))
        node.kill()
        node.start()
    server.seconds_per_kilobyte = 0.0
    deadline = time.monotonic() + 20
    while not node.client.model("tiny").installed:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert Path(node.client.model("tiny").path).read_bytes() == CONTENT
    assert not list(node.paths.models.rglob("*.partial*"))
    assert node.stop() == 0


def test_pauses_orders_and_resumes(node: RunningNode, server: FileServer) -> None:
    server.stalls = [50_000]
    pulled = node.client.pull("tiny")
    server.wait_until_stalled()
    node.client.pause_download(pulled.id)
    assert _wait_until_ended(node).state == "paused"
    assert node.client.prioritize_download(pulled.id, 3).priority == 3
    node.client.resume_download(pulled.id)
    ended = _wait_until_ended(node)
    assert (ended.state, ended.name, ended.source, ended.verified) == ("finished", "Tiny", "127.0.0.1", True)
    assert node.client.quarantine().files == []
    with pytest.raises(NotFoundError):
        node.client.delete_quarantined("nothing")


def _wait_for(node: RunningNode, size: int) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if [file for file in node.paths.models.rglob("*.partial") if file.stat().st_size == size]:
            return
        time.sleep(0.01)


def _wait_until_ended(node: RunningNode) -> DownloadView:
    deadline = time.monotonic() + 5
    while (view := node.client.downloads().downloads[0]).state in ("queued", "running"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return view
