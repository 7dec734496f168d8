"""Moving the models folder: what is refused, what moves, and that a failure leaves everything as it was."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deai_desktop.core.errors import (
    ConflictError,
    DiskFullError,
    InvalidInputError,
    StorageError,
    WorkCancelledError,
)
from deai_desktop.models.library import move as move_module
from deai_desktop.models.library import transfer
from deai_desktop.models.library.move import FolderMove, recover
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from tests.models.library.models_on_disk import check_all_whole, content_of, install

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")

Mover = Callable[[Path], FolderMove]


@pytest.fixture
def unloaded() -> list[str]:
    """Where the models were each time that all were taken out of memory."""
    return []


@pytest.fixture
def mover(store: ModelStore, unloaded: list[str]) -> Mover:
    return lambda target: FolderMove(store.place, target, lambda: unloaded.append(str(store.folder)))


@pytest.fixture
def other_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let renaming be impossible, as between two disks."""
    monkeypatch.setattr(FolderMove, "_rename", lambda self: False)


def ignore(count: int) -> None:
    """Watch nothing."""


def test_renames_within_a_disk(
    store: ModelStore, database: Database, mover: Mover, tmp_path: Path, unloaded: list[str]
) -> None:
    install(store, 3)
    (store.folder / "half.gguf.partial").write_bytes(b"x" * 100)
    old = store.folder
    mover(tmp_path / "elsewhere" / "Mödelle").run(ignore)
    assert store.folder == tmp_path / "elsewhere" / "Mödelle"
    assert not old.exists()
    assert (store.folder / "half.gguf.partial").stat().st_size == 100
    check_all_whole(store, 3)
    again = ModelStore(database, old)
    assert again.folder == store.folder
    check_all_whole(again, 3)
    assert unloaded == [str(old)]


@pytest.mark.usefixtures("other_disk")
def test_copies_to_another_disk_and_deletes_the_old_files(
    store: ModelStore, mover: Mover, tmp_path: Path, unloaded: list[str]
) -> None:
    install(store, 3)
    old = store.folder
    counted: list[int] = []
    move = mover(tmp_path / "disk")
    move.run(counted.append)
    assert sum(counted) == move.total == sum(len(content_of(number)) for number in range(3))
    assert not old.exists()
    check_all_whole(store, 3)
    assert unloaded == [str(old), str(store.folder)]
    assert store.place.state.leaving is None
    mover(old).run(ignore)  # and back
    check_all_whole(store, 3)


@pytest.mark.usefixtures("other_disk")
def test_stops_when_asked_and_leaves_nothing_behind(store: ModelStore, mover: Mover, tmp_path: Path) -> None:
    install(store, 3)
    calls = iter(range(10))

    def stop(count: int) -> None:
        if next(calls) == 3:
            raise WorkCancelledError("Stop.")

    old = store.folder
    with pytest.raises(WorkCancelledError):
        mover(tmp_path / "disk").run(stop)
    assert store.folder == old
    assert list((tmp_path / "disk").iterdir()) == []
    assert store.place.state.moving_to is None
    check_all_whole(store, 3)


@pytest.mark.usefixtures("other_disk")
def test_a_full_disk_is_noticed_before_and_during(
    store: ModelStore, mover: Mover, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(store, 2)
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("shutil.disk_usage", lambda _: usage._replace(free=1000))
        with pytest.raises(DiskFullError, match="are needed there"):
            mover(tmp_path / "disk").run(ignore)
    with monkeypatch.context() as patched:

        def full(source: Path, target: Path, advance: object) -> None:
            target.parent.mkdir(parents=True)
            target.write_bytes(b"half")
            raise OSError(28, "No space left on device")

        patched.setattr(move_module, "copy_verified", full)
        with pytest.raises(DiskFullError, match="became full"):
            mover(tmp_path / "disk").run(ignore)
    assert list((tmp_path / "disk").iterdir()) == []
    check_all_whole(store, 2)
    mover(tmp_path / "disk").run(ignore)
    check_all_whole(store, 2)


@pytest.mark.usefixtures("other_disk")
def test_a_disk_that_gives_back_other_bytes_is_noticed(
    store: ModelStore, mover: Mover, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(store, 1)
    monkeypatch.setattr(transfer, "sha256_of", lambda path, check: "0" * 64)
    with pytest.raises(StorageError, match="not what was written"):
        mover(tmp_path / "disk").run(ignore)
    check_all_whole(store, 1)


@pytest.mark.usefixtures("other_disk")
def test_what_can_not_be_deleted_is_deleted_at_the_next_start(
    store: ModelStore,
    database: Database,
    mover: Mover,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(store, 2)
    old = store.folder
    with monkeypatch.context() as patched:

        def refuse(path: Path, *, missing_ok: bool = False) -> None:
            raise PermissionError(13, "in use")

        patched.setattr(Path, "unlink", refuse)
        mover(tmp_path / "disk").run(ignore)
    assert old.is_dir()
    check_all_whole(store, 2)
    again = ModelStore(database, old)
    recover(again.place)
    assert not old.exists()
    check_all_whole(again, 2)


@pytest.mark.usefixtures("other_disk")
def test_foreign_files_that_came_meanwhile_stay(store: ModelStore, mover: Mover, tmp_path: Path) -> None:
    install(store, 1)
    old = store.folder
    move = mover(tmp_path / "disk")
    (old / "mine.txt").write_text("not there when the move began")
    move.run(ignore)
    assert [file.name for file in old.iterdir()] == ["mine.txt"]
    check_all_whole(store, 1)


def test_an_imported_file_stays_where_it_is(store: ModelStore, mover: Mover, tmp_path: Path) -> None:
    install(store, 1)
    own = tmp_path / "own.gguf"
    own.write_bytes(content_of(7))
    model = store.import_file(own)
    mover(tmp_path / "elsewhere").run(ignore)
    assert store.get(model.id).path == own
    assert own.exists()


def test_a_folder_that_was_never_used_just_changes(store: ModelStore, mover: Mover, tmp_path: Path) -> None:
    mover(tmp_path / "elsewhere").run(ignore)
    assert store.folder == tmp_path / "elsewhere"
    install(store, 1)
    check_all_whole(store, 1)


def test_a_drive_that_is_not_there_is_said_and_can_be_given_up(
    store: ModelStore, mover: Mover, tmp_path: Path
) -> None:
    install(store, 1)
    mover(tmp_path / "drive").run(ignore)
    (tmp_path / "drive").rename(tmp_path / "unplugged")
    with pytest.raises(ConflictError, match="is not there"):
        install(store, 1)
    recover(store.place)
    assert store.folder == tmp_path / "drive"
    mover(tmp_path / "new").run(ignore)
    assert store.folder == tmp_path / "new"
    assert not store.get("model-0").is_available


def test_nobody_touches_the_folder_while_it_moves(store: ModelStore, tmp_path: Path) -> None:
    install(store, 1)
    store.place.is_held = True
    with pytest.raises(ConflictError, match="being moved"):
        store.remove("model-0")
    with pytest.raises(ConflictError, match="being moved"):
        install(store, 2)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("models", "there already"),
        ("models/inside", "inside the other"),
        (".", "inside the other"),
        ("full", "not empty: it holds"),
        ("file", "is a file"),
        ("file/below", "can't be written to"),
        ("zero\0", "can't be the name"),
        pytest.param("link-to-models", "there already", marks=needs_links),
    ],
)
def test_refuses_places_that_would_lose_something(
    store: ModelStore, mover: Mover, tmp_path: Path, target: str, why: str
) -> None:
    install(store, 1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo.jpg").write_text("somebody's own")
    (tmp_path / "file").write_text("")
    if sys.platform != "win32":
        (tmp_path / "link-to-models").symlink_to(store.folder)
    with pytest.raises(InvalidInputError, match=why):
        mover(tmp_path / target)
    check_all_whole(store, 1)


def test_a_relative_path_and_a_whole_drive_are_refused(store: ModelStore, mover: Mover) -> None:
    with pytest.raises(InvalidInputError, match="full one"):
        mover(Path("models"))
    with pytest.raises(InvalidInputError):
        mover(Path(store.folder.anchor))
