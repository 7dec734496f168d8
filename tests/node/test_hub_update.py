"""A newer version of a model at the hub comes beside the one that is here, and then takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.paths import Paths
from tests.fakes.hub import FakeHub, serve_hub
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.models_on_disk import split_gguf
from tests.models.onnx_builder import OnnxBuilder
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


def test_the_mark_comes_from_what_the_hub_has_told_and_asks_it_nothing(
    node: RunningNode, hub: FakeHub
) -> None:
    publish(hub, NEW)
    asked = len(hub.paths)
    assert not node.client.model(MODEL).newer
    assert "can be updated" not in deai(node, "models", "list").stdout
    assert len(hub.paths) == asked
    assert (
        deai(node, "models", "show", REPOSITORY).returncode == 0
    )  # somebody looks at it, for whatever reason
    asked = len(hub.paths)
    assert node.client.model(MODEL).newer
    assert "can be updated" in deai(node, "models", "list").stdout
    assert len(hub.paths) == asked


def test_newer_versions_are_looked_for_when_the_person_wants_it(
    node: RunningNode, hub: FakeHub, tmp_path: Path
) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(OLD)
    node.client.import_model(str(own), "own")
    assert "no newer versions" in deai(node, "models", "update", "--check").stderr
    publish(hub, NEW)
    found = deai(node, "models", "update", "--check")
    assert found.returncode == 0
    assert f"{MODEL} can be updated: deai models update {MODEL}" in found.stderr
    assert installed(node)[MODEL] == OLD
    assert node.client.model(MODEL).newer
    assert node.client.look_for_newer("own").models == []
    del hub.repositories[0]
    gone = deai(node, "models", "update", "--check")
    assert MODEL in gone.stderr
    assert "no model named" in gone.stderr
    assert deai(node, "models", "update").returncode == 2


def test_nobody_is_told_that_all_is_up_to_date_while_the_hub_is_away(node: RunningNode) -> None:
    node.client.change_settings({"hub.address": "http://127.0.0.1:9"})
    assert deai(node, "models", "update", "--check").returncode == 1
    assert deai(node, "models", "update", MODEL).returncode == 1


def test_a_newer_folder_of_onnx_files_is_seen_by_their_sizes_too(
    node: RunningNode, hub: FakeHub, tmp_path: Path
) -> None:
    folder = OnnxBuilder().write(tmp_path)
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    hub.add("tiny/Tiny-ONNX", files, gguf={})
    pulled = node.client.pull("tiny/Tiny-ONNX")
    wait_until(lambda: node.client.download(pulled.id).state in ("finished", "failed"))
    assert node.client.download(pulled.id).error is None
    assert node.client.look_for_newer().models == []
    repository = hub.find("tiny/Tiny-ONNX")
    assert repository is not None
    repository.files["genai_config.json"] += b" "
    assert node.client.look_for_newer().models == [pulled.model]
    newer = node.client.fetch_newer(pulled.model).download
    assert newer is not None
    wait_until(lambda: node.client.download(newer.id).state == "finished")
    view = node.client.model(pulled.model)
    assert (view.available, view.newer) == (True, False)
    assert (
        Path(view.path).with_name("genai_config.json").read_bytes() == repository.files["genai_config.json"]
    )
    assert len([one for one in node.client.models().models if one.installed]) == 2


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
