"""The library as the node uses it: using in place, taking in, one piece of work at a time."""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deai_desktop.core.errors import ConflictError, DeAIError, InvalidInputError, NotFoundError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.models.events import LibraryMoveProgressed
from deai_desktop.models.library import take_in as take_in_module
from deai_desktop.models.library.job import JobState
from deai_desktop.models.library.service import Library
from deai_desktop.models.library.take_in import TakenIn
from deai_desktop.models.model import Model
from deai_desktop.models.store import ModelStore
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.homes import linux_home, ollama_model, put
from tests.models.library.models_on_disk import check_all_whole, install, split_gguf


class Desk:
    """A library whose home and downloads a test decides about."""

    def __init__(self, store: ModelStore, bus: EventBus, home: Path) -> None:
        self.home = home
        self.is_downloading = False
        self.going_on = threading.Event()
        self.going_on.set()
        self.library = Library(
            store, bus, lambda: self.is_downloading, self._unload, lambda: linux_home(home)
        )

    def _unload(self) -> None:
        self.going_on.wait(10)

    def use(self, *paths: Path) -> list[Model]:
        """Use files and return the models; fails on any problem."""
        outcomes = [outcome for _, outcome in self.library.use(paths)]
        assert not [one for one in outcomes if isinstance(one, DeAIError)]
        return [one for one in outcomes if isinstance(one, Model)]


@pytest.fixture
def desk(store: ModelStore, bus: EventBus, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(store, bus, tmp_path / "home")
    with closing(desk.library):
        yield desk
        desk.going_on.set()


def test_uses_what_ollama_holds_under_its_name(desk: Desk, store: ModelStore) -> None:
    blob = ollama_model(desk.home / ".ollama/models", "registry.ollama.ai/library/llama3.2/1b", tiny_gguf())
    (model,) = desk.use(blob)
    assert (model.id, model.name, model.imported) == ("llama3.2-1b", "llama3.2:1b", True)
    assert model.source == "used in place from Ollama"
    assert store.check_hashes(model.id).was_known
    assert desk.library.is_listed(blob)
    assert store.remove(model.id) == 0
    assert blob.exists()


def test_a_file_that_its_program_removed_is_missing(desk: Desk, store: ModelStore) -> None:
    file = put(desk.home / ".lmstudio/models/a/b/Tiny-Q4.gguf", tiny_gguf())
    (found,) = desk.library.find()
    (model,) = desk.use(found.path)
    assert (model.id, model.source) == ("tiny-q4", "used in place from LM Studio")
    file.unlink()
    assert not store.get(model.id).is_available


def test_uses_several_files_and_folders(desk: Desk, tmp_path: Path) -> None:
    split_gguf(tmp_path / "folder")
    put(tmp_path / "folder/deep/one.gguf", tiny_gguf())
    other = put(tmp_path / "other.gguf", tiny_gguf(filler=64))
    assert [one.id for one in desk.use(tmp_path / "folder", other)] == ["split", "one", "other"]


def test_tells_for_each_file_why_not(desk: Desk, tmp_path: Path) -> None:
    broken = put(tmp_path / "broken.gguf", b"nothing in here that is a model")
    paths = [broken, tmp_path / "missing.gguf", Path("relative.gguf"), Path("zero\0.gguf")]
    outcomes = dict(desk.library.use(paths))
    assert [type(one).__name__ for one in outcomes.values()] == [
        "ModelFileError",
        "InvalidInputError",
        "InvalidInputError",
        "InvalidInputError",
    ]


def test_takes_a_file_in_without_taking_room(desk: Desk, store: ModelStore, tmp_path: Path) -> None:
    file = put(tmp_path / "Own Model.gguf", tiny_gguf())
    copied = desk.library.copy(file)
    assert copied.job.wait(10).state is JobState.FINISHED
    assert copied.model
    assert (copied.model.id, copied.model.imported) == ("own-model", False)
    assert copied.model.path == store.folder / "own-model" / "Own Model.gguf"
    assert copied.how in (TakenIn.CLONE, TakenIn.HARD_LINK)
    assert store.plan_removal("own-model").frees == (
        0 if copied.how is TakenIn.HARD_LINK else file.stat().st_size
    )
    store.remove("own-model")
    assert file.read_bytes() == tiny_gguf()


def test_copies_where_nothing_else_is_possible(
    desk: Desk, store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = split_gguf(tmp_path / "disk")

    def refuse(*paths: Path) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(take_in_module, "clone_file", lambda source, target: False)
    monkeypatch.setattr("os.link", refuse)
    copied = desk.library.copy(parts[0], "mine", "Mine")
    assert copied.job.wait(10).state is JobState.FINISHED
    assert copied.how is TakenIn.COPY
    assert copied.view.done == copied.view.total
    assert copied.model
    assert (copied.model.id, copied.model.name, len(copied.model.files)) == ("mine", "Mine", 3)
    assert store.remove("mine") == copied.view.total
    assert all(part.exists() for part in parts)


def test_a_model_that_is_listed_keeps_its_id_when_taken_in(
    desk: Desk, store: ModelStore, tmp_path: Path
) -> None:
    file = put(tmp_path / "own.gguf", tiny_gguf())
    listed = store.import_file(file, "mine")
    copied = desk.library.copy(file)
    copied.job.wait(10)
    assert copied.model
    assert (copied.model.id, copied.model.imported) == (listed.id, False)
    assert len(store.list()) == 1
    with pytest.raises(ConflictError, match="already"):
        desk.library.copy(copied.model.path)


def test_what_a_killed_copy_left_is_cleared(store: ModelStore) -> None:
    put(store.folder / "half.taking-in/half.gguf", b"x")
    Library.recover(store)
    assert list(store.folder.iterdir()) == []


@pytest.mark.parametrize("bad", ["missing.gguf", "broken.gguf"])
def test_refuses_to_take_in_what_is_no_model(desk: Desk, tmp_path: Path, bad: str) -> None:
    put(tmp_path / "broken.gguf", b"nothing in here that is a model")
    with pytest.raises(DeAIError):
        desk.library.copy(tmp_path / bad)
    with pytest.raises(InvalidInputError):
        desk.library.copy(put(tmp_path / "x.gguf", tiny_gguf()), "Not An Id")


def test_moves_in_the_background_and_tells(
    desk: Desk, store: ModelStore, tmp_path: Path, published: list[Event]
) -> None:
    install(store, 2)
    before = desk.library.facts
    moved = desk.library.move(tmp_path / "new")
    assert moved.job.wait(10).state is JobState.FINISHED
    check_all_whole(store, 2)
    after = desk.library.facts
    assert (before.models, before.used) == (after.models, after.used)
    assert (before.folder, after.folder) == (tmp_path / "models", tmp_path / "new")
    assert after.free > 0
    last = [event for event in published if isinstance(event, LibraryMoveProgressed)][-1]
    assert (last.state, last.done) == ("finished", last.total)
    assert not store.place.is_held


def test_one_piece_of_work_at_a_time(desk: Desk, store: ModelStore, tmp_path: Path) -> None:
    install(store, 1)
    file = put(tmp_path / "own.gguf", tiny_gguf())
    with pytest.raises(NotFoundError):
        _ = desk.library.last_move
    desk.going_on.clear()
    desk.library.move(tmp_path / "new")
    with pytest.raises(ConflictError, match="already"):
        desk.library.move(tmp_path / "other")
    with pytest.raises(ConflictError, match="already"):
        desk.library.copy(file)
    desk.going_on.set()
    desk.library.last_move.job.wait(10)
    assert desk.library.copy(file).job.wait(10).state is JobState.FINISHED


def test_downloads_come_first(desk: Desk, store: ModelStore, tmp_path: Path) -> None:
    desk.is_downloading = True
    with pytest.raises(ConflictError, match="being downloaded"):
        desk.library.move(tmp_path / "new")
    assert not store.place.is_held
    desk.is_downloading = False
    with pytest.raises(InvalidInputError):
        desk.library.move(store.folder)
    assert not store.place.is_held


def test_verifies_in_the_background_and_stops(desk: Desk, store: ModelStore, tmp_path: Path) -> None:
    (model,) = install(store, 1)
    work = desk.library.verify(model.id)
    assert work.job.wait(10).state is JobState.FINISHED
    assert work.result
    assert work.result.matches
    assert desk.library.last_verification(model.id) is work
    model.path.unlink()
    failed = desk.library.verify(model.id)
    assert failed.job.wait(10).state is JobState.FAILED
    with pytest.raises(NotFoundError):
        desk.library.last_verification("nothing")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")
def test_a_hugging_face_split_model_keeps_its_names(desk: Desk, tmp_path: Path) -> None:
    parts = split_gguf(tmp_path / "blobs-to-be")
    snapshot = desk.home / ".cache/huggingface/hub/models--a--b/snapshots/1"
    blobs = snapshot.parents[1] / "blobs"
    blobs.mkdir(parents=True)
    snapshot.mkdir(parents=True)
    for number, part in enumerate(parts):
        part.rename(blobs / str(number))
        (snapshot / part.name).symlink_to(blobs / str(number))
    (found,) = desk.library.find()
    (model,) = desk.use(found.path)
    assert model.is_available
    assert model.path == snapshot / parts[0].name
