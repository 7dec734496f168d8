"""A real model that was split into three files is fetched or imported, loaded and asked as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from deai_desktop.core.paths import Paths
from tests.fakes.hub import FakeHub, FakeRepository, serve_hub
from tests.models.library.gguf_splitter import split
from tests.node.waiting import wait_until
from tests.running_node import RunningNode

pytestmark = pytest.mark.real_model
NAME = "some/Split-GGUF"


@pytest.fixture
def parts(starter: Path, tmp_path: Path) -> list[Path]:
    return split(starter, tmp_path, 3)


@pytest.fixture
def hub(parts: list[Path]) -> Iterator[FakeHub]:
    with serve_hub() as running:
        files = {f"Q4_1/Split-Q4_1{part.name[-20:]}": part.read_bytes() for part in parts}
        running.add(NAME, files)
        yield running


@pytest.fixture
def node(paths: Paths) -> Iterator[RunningNode]:
    with RunningNode(paths) as running:
        yield running


def test_is_imported_as_one_and_answers(node: RunningNode, starter: Path, parts: list[Path]) -> None:
    view = node.client.import_model(str(parts[0]), "split")
    assert (view.files, view.size) == (3, sum(part.stat().st_size for part in parts))
    node.client.import_model(str(starter), "whole")
    assert _answer(node, "split") == _answer(node, "whole") != ""
    assert node.client.verify_model("split").matches
    parts[2].unlink()
    node.client.unload_model("split")
    assert not node.client.model("split").available


def test_is_fetched_from_a_hub_as_one_answers_and_is_removed_whole(node: RunningNode, hub: FakeHub) -> None:
    node.client.change_settings({"hub.address": hub.url})
    (version,) = node.client.hub_model(NAME).quantizations
    repository = _repository(hub)
    assert version.size == sum(map(len, repository.files.values()))
    pulled = node.client.pull(version.id)
    assert pulled.total == version.size
    wait_until(lambda: node.client.download(pulled.id).state in ("finished", "failed"))
    assert node.client.download(pulled.id).error is None
    (view,) = [model for model in node.client.models().models if model.installed]
    assert (view.files, view.size, view.available) == (3, version.size, True)
    assert _answer(node, view.id)
    assert node.client.verify_model(view.id).matches
    assert node.client.remove_model(view.id).freed_bytes == version.size
    assert not list(node.paths.models.rglob("*.gguf"))


def _repository(hub: FakeHub) -> FakeRepository:
    found = hub.find(NAME)
    assert found is not None
    return found


def _answer(node: RunningNode, model: str) -> str:
    body = {"model": model, "prompt": "One, two, three,", "max_tokens": 12, "temperature": 0}
    reply = requests.post(
        f"{node.client.address}/v1/completions",
        json=body,
        headers={"Authorization": f"Bearer {node.token}"},
        timeout=120,
    )
    return str(reply.json()["choices"][0]["text"])
