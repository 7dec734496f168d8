"""`deai models update`: a newer version that the catalogue names comes beside the old one, and then in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.paths import Paths
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import tiny_gguf
from tests.node.test_hub import deai
from tests.node.waiting import wait_until
from tests.running_node import RunningNode

OLD, NEW = tiny_gguf(filler=100_000), tiny_gguf(filler=200_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(NEW) as running:
        yield running


@pytest.fixture
def node(paths: Paths, server: FileServer, tmp_path: Path) -> Iterator[RunningNode]:
    """A node that fetched the old version and then was given a catalogue that names the new one."""
    catalogue = tmp_path / "catalogue.json"
    running = RunningNode(paths, {CATALOGUE_VARIABLE: str(catalogue)})
    with serve_file(OLD) as old:
        _write(catalogue, OLD, old)
        running.start()
        assert deai(running, "models", "pull", "tiny").returncode == 0
        running.stop()
    _write(catalogue, NEW, server)
    with running:
        yield running


def test_the_newer_version_takes_the_place_of_the_old_one(node: RunningNode) -> None:
    assert "can be updated" in deai(node, "models", "list").stdout
    ended = deai(node, "models", "update", "tiny", "--json")
    assert ended.returncode == 0, ended.stderr
    view = json.loads(ended.stdout)
    assert (view["id"], view["installed"], view["newer"], view["size"]) == ("tiny", True, False, len(NEW))
    assert Path(view["path"]).read_bytes() == NEW
    assert [file.stat().st_size for file in node.paths.models.rglob("*.gguf")] == [len(NEW)]
    assert "no other version" in deai(node, "models", "update", "tiny").stderr


def test_both_versions_can_be_kept_and_the_old_one_removed_later(node: RunningNode) -> None:
    assert deai(node, "models", "update", "tiny", "--keep-old").returncode == 0
    models = {model.id: model.size for model in node.client.models().models if model.installed}
    assert sorted(models.values()) == [len(OLD), len(NEW)]
    (old,) = models.keys() - {"tiny"}
    assert node.client.remove_model(old).freed_bytes == len(OLD)
    assert node.client.model("tiny").available


def test_a_newer_version_that_is_not_what_was_promised_leaves_the_old_one(
    node: RunningNode, server: FileServer
) -> None:
    server.content = NEW[:-1] + b"?"
    ended = deai(node, "models", "update", "tiny")
    assert ended.returncode != 0
    (kept,) = [model for model in node.client.models().models if model.installed]
    assert (kept.id, kept.size, kept.available) == ("tiny", len(OLD), True)
    assert Path(kept.path).read_bytes() == OLD


def test_the_old_version_is_used_until_the_new_one_is_here(node: RunningNode, server: FileServer) -> None:
    server.stalls = [100_000]
    newer = node.client.fetch_newer("tiny").download
    assert newer is not None
    assert newer.replaces == "tiny"
    server.wait_until_stalled()
    view = node.client.model("tiny")
    assert (view.available, view.newer, view.size) == (True, True, len(OLD))
    server.resume()
    wait_until(lambda: node.client.download(newer.id).state == "finished")
    view = node.client.model("tiny")
    assert (view.available, view.newer, view.size) == (True, False, len(NEW))
    assert [model.id for model in node.client.models().models if model.installed] == ["tiny"]


def test_nothing_is_other_after_the_new_version_was_cancelled(node: RunningNode, server: FileServer) -> None:
    server.stalls = [100_000]
    newer = node.client.fetch_newer("tiny").download
    assert newer is not None
    server.wait_until_stalled()
    node.client.cancel_download(newer.id, discard=True)
    wait_until(lambda: all(one.id != newer.id for one in node.client.downloads().downloads))
    (kept,) = [model for model in node.client.models().models if model.installed]
    assert (kept.id, kept.name, kept.available) == ("tiny", "Tiny", True)
    assert [file.read_bytes() for file in node.paths.models.rglob("*.*")] == [OLD]


def test_goes_on_after_a_restart_and_takes_the_place_although_nobody_watches(
    node: RunningNode, server: FileServer
) -> None:
    server.stalls = [100_000]
    assert node.client.fetch_newer("tiny", keep_old=True).kept_as.startswith("tiny-")
    server.wait_until_stalled()
    node.stop()
    server.resume()
    assert Path(node.paths.models / "tiny").is_dir()
    node.start()
    wait_until(lambda: node.client.model("tiny").size == len(NEW))
    installed = {model.id: model.size for model in node.client.models().models if model.installed}
    assert sorted(installed.values()) == [len(OLD), len(NEW)]


def _write(catalogue: Path, content: bytes, server: FileServer) -> None:
    entry = catalogue_entry(content, {"kind": "https", "url": server.url})
    catalogue.write_text(f'{{"format": 1, "models": [{entry.model_dump_json()}]}}')
