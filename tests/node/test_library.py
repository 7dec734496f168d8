"""The library over the local API, with a real node: finding, using, moving, copying, verifying, removing."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.api.schemas.library import LibraryCopy, LibraryMove
from deai_desktop.core.errors import ConflictError, InvalidInputError, ModelFileError, NotFoundError
from deai_desktop.core.paths import Paths
from deai_desktop.node.node import CATALOGUE_VARIABLE
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import catalogue_entry
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.homes import ollama_model, put
from tests.models.library.models_on_disk import split_gguf
from tests.running_node import RunningNode

CONTENT = tiny_gguf(filler=200_000)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder that the node sees."""
    return tmp_path / "pérson"


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def node(paths: Paths, server: FileServer, tmp_path: Path, home: Path) -> Iterator[RunningNode]:
    entry = catalogue_entry(CONTENT, {"kind": "https", "url": server.url})
    file = tmp_path / "catalogue.json"
    file.write_text(f'{{"format": 1, "models": [{entry.model_dump_json()}]}}')
    home.mkdir()
    folders = {"HOME": str(home), "USERPROFILE": str(home), "OLLAMA_MODELS": str(home / "ollama")}
    unset = dict.fromkeys(("HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "XDG_DATA_HOME"), "")
    with RunningNode(paths, {CATALOGUE_VARIABLE: str(file)} | folders | unset) as running:
        yield running


def pull(node: RunningNode) -> None:
    """Download the catalogue's one model."""
    download = node.client.pull("tiny")
    deadline = time.monotonic() + 20
    while node.client.download(download.id).state != "finished":
        assert time.monotonic() < deadline
        time.sleep(0.02)


def moved(node: RunningNode) -> LibraryMove:
    """Wait until a move has ended."""
    while (now := node.client.library_move()).state == "running":
        time.sleep(0.02)
    return now


def copied(node: RunningNode) -> LibraryCopy:
    """Wait until a copy has ended."""
    while (now := node.client.library_copy()).state == "running":
        time.sleep(0.02)
    return now


def test_moves_the_folder_and_goes_on_there(node: RunningNode, tmp_path: Path) -> None:
    pull(node)
    before = node.client.library()
    assert (before.models, before.used_bytes) == (1, len(CONTENT))
    with pytest.raises(NotFoundError):
        node.client.library_move()
    new = tmp_path / "drive" / "Mödelle"
    assert node.client.move_library(str(new)).folder == str(new)
    assert moved(node).state == "finished"
    after = node.client.library()
    assert (after.folder, after.models, after.used_bytes) == (str(new), 1, len(CONTENT))
    assert not Path(before.folder).exists()
    view = node.client.model("tiny")
    assert view.available
    assert Path(view.path).is_relative_to(new)
    assert node.client.status().free_disk_bytes > 0
    assert node.client.cancel_library_move().state == "finished"
    node.stop()
    node.start()
    assert node.client.library().folder == str(new)
    assert node.client.verify_model("tiny").matches
    node.client.remove_model("tiny")
    pull(node)
    assert Path(node.client.model("tiny").path).is_relative_to(new)


def test_a_move_waits_for_downloads(node: RunningNode, server: FileServer, tmp_path: Path) -> None:
    server.stalls = [50_000]
    pulled = node.client.pull("tiny")
    server.wait_until_stalled()
    with pytest.raises(ConflictError, match="being downloaded"):
        node.client.move_library(str(tmp_path / "new"))
    node.client.cancel_download(pulled.id)
    with pytest.raises(InvalidInputError, match="inside the other"):
        node.client.move_library(str(node.paths.data))


def test_finds_and_uses_what_others_hold(node: RunningNode, home: Path) -> None:
    lm_studio = put(home / ".lmstudio/models/a/b/Tiny-Q4.gguf", tiny_gguf(filler=64))
    blob = ollama_model(home / "ollama", "registry.ollama.ai/library/tiny/1b", tiny_gguf())
    found = {one.program: one for one in node.client.found_models().files}
    assert set(found) == {"LM Studio", "Ollama"}
    assert (found["Ollama"].name, found["Ollama"].listed) == ("tiny:1b", False)
    used = node.client.use_models([one.path for one in found.values()] + [str(home / "no.gguf")])
    assert {view.id for view in used.models} == {"tiny-q4", "tiny-1b"}
    assert [problem.path for problem in used.problems] == [str(home / "no.gguf")]
    assert all(one.listed for one in node.client.found_models().files)
    removal = node.client.model_removal("tiny-1b")
    assert (removal.frees_bytes, removal.keeps_file) == (0, str(blob))
    assert node.client.remove_model("tiny-1b").kept_file == str(blob)
    lm_studio.unlink()
    assert not node.client.model("tiny-q4").available
    assert blob.exists()


def test_verifies_and_marks_what_has_changed(node: RunningNode, tmp_path: Path) -> None:
    file = put(tmp_path / "own.gguf", tiny_gguf())
    node.client.import_model(str(file))
    first = node.client.verify_model("own")
    assert (first.was_known, first.matches) == (False, True)
    assert first.sha256 == hashlib.sha256(tiny_gguf()).hexdigest()
    assert node.client.model("own").verified_at == first.verified_at
    assert node.client.verify_progress("own").state == "finished"
    content = bytearray(tiny_gguf())
    content[-1] ^= 1
    file.write_bytes(content)
    second = node.client.verify_model("own")
    assert (second.was_known, second.matches, second.changed_file) == (True, False, "own.gguf")
    view = node.client.model("own")
    assert (view.changed, view.available) == (True, False)
    file.unlink()
    with pytest.raises(ModelFileError):
        node.client.verify_model("own")


def test_a_verification_can_be_stopped(node: RunningNode, tmp_path: Path) -> None:
    file = put(tmp_path / "large.gguf", tiny_gguf())
    with file.open("r+b") as stream:
        stream.truncate(6_000_000_000)  # holes take no room, but time to read
    node.client.import_model(str(file))
    failed: list[Exception] = []

    def verify() -> None:
        try:
            node.client.verify_model("large")
        except ConflictError as error:
            failed.append(error)

    verifying = threading.Thread(target=verify)
    verifying.start()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if node.client.verify_progress("large").done:
                break
        except NotFoundError:
            time.sleep(0.02)
    assert node.client.cancel_verify("large").state == "cancelled"
    verifying.join(10)
    assert failed


def test_takes_files_in(node: RunningNode, tmp_path: Path) -> None:
    parts = split_gguf(tmp_path / "own")
    assert node.client.copy_model(str(parts[0]), "mine", "Mine").path == str(parts[0])
    done = copied(node)
    assert (done.state, done.error) == ("finished", None)
    assert done.how
    assert done.model
    assert (done.model.id, done.model.imported, done.model.files) == ("mine", False, 3)
    assert Path(done.model.path).is_relative_to(node.client.library().folder)
    assert node.client.cancel_library_copy().state == "finished"
    node.client.remove_model("mine")
    assert all(part.exists() for part in parts)
    with pytest.raises(InvalidInputError):
        node.client.copy_model("relative.gguf")


def test_tells_when_a_model_will_be_unloaded(paths: Paths) -> None:
    running = RunningNode(paths)
    running.add_echo_model("echo")
    with running as node:
        node.client.change_settings({"engine.idle_minutes": 5})
        node.client.load_model("echo")
        (loaded,) = node.client.status().loaded_models
        assert loaded.unloads_at is not None
        assert 290 < loaded.unloads_at - time.time() <= 300
        node.client.change_settings({"engine.idle_minutes": 0})
        assert node.client.status().loaded_models[0].unloads_at is None
