"""A newer version of a model at the hub comes beside the one that is here, and then takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.paths import Paths
from tests.fakes.hub import FakeHub, serve_hub
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.models_on_disk import split_gguf
from tests.node.test_hub import deai
from tests.node.waiting import wait_until
from tests.running_node import RunningNode

REPOSITORY, FILE, MODEL = "tiny/Tiny-GGUF", "tiny-Q4_K_M.gguf", "tiny--tiny-gguf--q4_k_m"
OLD, NEW = tiny_gguf(filler=100_000), tiny_gguf(filler=120_000)


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serve_hub() as running:
        running.add(REPOSITORY, {FILE: OLD})
        yield running


@pytest.fixture
def node(paths: Paths, hub: FakeHub) -> Iterator[RunningNode]:
    with RunningNode(paths) as running:
        running.client.change_settings({"hub.address": hub.url})
        pulled = deai(running, "models", "pull", REPOSITORY)
        assert pulled.returncode == 0, pulled.stderr
        yield running


def publish(hub: FakeHub, content: bytes) -> None:
    """Put another version of the model on the hub."""
    repository = hub.find(REPOSITORY)
    assert repository is not None
    repository.files[FILE] = content


def installed(node: RunningNode) -> dict[str, bytes]:
    """Return the ids of the models that are here and their content."""
    views = [one for one in node.client.models().models if one.installed]
    assert all(view.available for view in views)
    return {view.id: Path(view.path).read_bytes() for view in views}


def test_the_newer_version_takes_the_place_of_the_older(node: RunningNode, hub: FakeHub) -> None:
    same = deai(node, "models", "update", MODEL)
    assert (same.returncode, "no other version" in same.stderr) == (0, True)
    publish(hub, NEW)
    ran = deai(node, "models", "update", MODEL, "--json")
    assert ran.returncode == 0, ran.stderr
    assert f'"id": "{MODEL}"' in ran.stdout
    assert installed(node) == {MODEL: NEW}
    assert "no other version" in deai(node, "models", "update", MODEL).stderr
    assert node.client.verify_model(MODEL).matches


def test_versions_are_kept_beside_each_other_and_removed(node: RunningNode, hub: FakeHub) -> None:
    publish(hub, NEW)
    kept = deai(node, "models", "update", MODEL, "--keep-old")
    assert kept.returncode == 0, kept.stderr
    versions = installed(node)
    (old,) = set(versions) - {MODEL}
    assert (versions[MODEL], versions[old]) == (NEW, OLD)
    assert f"kept as {old}" in kept.stderr
    listed = deai(node, "models", "list").stdout
    assert old in listed
    assert deai(node, "models", "remove", old, "--yes").returncode == 0
    assert installed(node) == {MODEL: NEW}
    node.stop()
    node.start()
    assert installed(node) == {MODEL: NEW}


def test_the_older_version_stays_when_the_newer_is_wrong(node: RunningNode, hub: FakeHub) -> None:
    publish(hub, NEW)
    hub.raw[FILE] = (200, {}, NEW[:-1] + b"!")
    failed = deai(node, "models", "update", MODEL)
    assert failed.returncode == 1
    assert installed(node) == {MODEL: OLD}
    assert [one.name for one in node.client.quarantine().files] == [FILE]
    hub.raw.clear()
    assert deai(node, "models", "update", MODEL).returncode == 0
    assert installed(node) == {MODEL: NEW}


def test_a_part_that_changed_is_a_newer_version(node: RunningNode, hub: FakeHub, tmp_path: Path) -> None:
    parts = split_gguf(tmp_path)
    hub.add("parts/Parts-GGUF", {part.name: part.read_bytes() for part in parts})
    pulled = node.client.pull("parts/Parts-GGUF")
    wait_until(lambda: node.client.download(pulled.id).state == "finished")
    repository = hub.find("parts/Parts-GGUF")
    assert repository is not None
    last = repository.files[parts[2].name]
    repository.files[parts[2].name] = last[:-1] + b"!"
    ran = deai(node, "models", "update", pulled.model)
    assert ran.returncode == 0, ran.stderr
    view = node.client.model(pulled.model)
    assert view.files == 3
    assert Path(view.path).with_name(parts[2].name).read_bytes()[-1:] == b"!"
    assert set(installed(node)) == {MODEL, pulled.model}
