"""A model in several files comes from a hub as one model, or not at all, through the real node and its queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import ModelNotFoundError
from deai_desktop.core.paths import Paths
from tests.fakes.hub import FakeHub, serve_hub
from tests.models.library.models_on_disk import split_gguf
from tests.node.test_hub import deai
from tests.node.waiting import wait_until
from tests.running_node import RunningNode

MODEL = "parts/Parts-GGUF"


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serve_hub() as running:
        yield running


@pytest.fixture
def node(paths: Paths, hub: FakeHub) -> Iterator[RunningNode]:
    with RunningNode(paths) as running:
        running.client.change_settings({"hub.address": hub.url})
        yield running


def publish(hub: FakeHub, parts: list[Path]) -> None:
    """Put the parts of a model on the hub."""
    hub.add(MODEL, {part.name: part.read_bytes() for part in parts})


def test_one_wrong_part_leaves_no_half_model(node: RunningNode, hub: FakeHub, tmp_path: Path) -> None:
    parts = split_gguf(tmp_path)
    publish(hub, parts)
    right = parts[1].read_bytes()
    hub.raw[parts[1].name] = (200, {}, right[:-1] + bytes([right[-1] ^ 1]))
    pulled = node.client.pull(MODEL)
    wait_until(lambda: node.client.download(pulled.id).state == "failed")
    failed = node.client.download(pulled.id)
    assert failed.error is not None
    assert failed.error.code == "wrong_file"
    assert f"{pulled.id} failed: {failed.error.message}" in deai(node, "downloads", "list").stderr
    (wrong,) = node.client.quarantine().files
    assert (wrong.name, wrong.size) == (parts[1].name, len(right))
    assert hub.url in wrong.source
    with pytest.raises(ModelNotFoundError):
        node.client.load_model(failed.model)
    assert not any(model.installed for model in node.client.models().models)
    hub.raw.clear()
    asked = len(hub.other_requests)
    node.client.resume_download(pulled.id)
    wait_until(lambda: node.client.download(pulled.id).state == "finished")
    assert len(hub.other_requests) == asked + 2  # the first part was right and is here
    view = node.client.model(failed.model)
    assert (view.files, view.source.startswith(hub.url)) == (3, True)


def test_a_wrong_part_that_is_given_up_leaves_nothing(
    node: RunningNode, hub: FakeHub, tmp_path: Path
) -> None:
    parts = split_gguf(tmp_path)
    publish(hub, parts)
    hub.raw[parts[2].name] = (200, {}, bytes(parts[2].stat().st_size))
    pulled = node.client.pull(MODEL)
    wait_until(lambda: node.client.download(pulled.id).state == "failed")
    node.client.cancel_download(pulled.id, discard=True)
    assert not list(node.paths.models.rglob("*.*"))
