"""A move that is killed at any moment loses nothing, and the next start goes on or clears away."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deai_desktop.models.library.service import Library
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from tests.models.library import killed_move
from tests.models.library.killed_move import MOMENTS
from tests.models.library.models_on_disk import check_all_whole, install

COUNT = 3


def _prepare(tmp_path: Path) -> None:
    with Database(tmp_path / "deai.sqlite3") as database:
        install(ModelStore(database, tmp_path / "old"), COUNT)


def _start(tmp_path: Path, way: str, moment: str) -> subprocess.Popen[bytes]:
    paths = [str(tmp_path / name) for name in ("deai.sqlite3", "old", "new")]
    return subprocess.Popen([sys.executable, "-m", killed_move.__name__, *paths, way, moment])


def _check_next_start(tmp_path: Path) -> None:
    """Start again twice: all is whole, in one place only, and can be moved again."""
    for _ in range(2):
        with Database(tmp_path / "deai.sqlite3") as database:
            store = ModelStore(database, tmp_path / "old")
            Library.recover(store)
            check_all_whole(store, COUNT)
            state = store.place.state
            assert (state.moving_to, state.leaving) == (None, None)
    found = [file for name in ("old", "new") for file in (tmp_path / name).rglob("*.gguf")]
    assert len(found) == COUNT


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_while_copying(tmp_path: Path, moment: str) -> None:
    _prepare(tmp_path)
    assert _start(tmp_path, "copy", moment).wait(30) != 0
    _check_next_start(tmp_path)


@pytest.mark.parametrize("moment", ["before begin", "after begin", "before switch", "after switch"])
def test_killed_while_renaming(tmp_path: Path, moment: str) -> None:
    _prepare(tmp_path)
    assert _start(tmp_path, "rename", moment).wait(30) != 0
    _check_next_start(tmp_path)


@pytest.mark.parametrize("seed", range(8))
def test_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    _prepare(tmp_path)
    process = _start(tmp_path, "copy", "never")
    old = tmp_path / "old"
    while process.poll() is None and not (tmp_path / "new").is_dir():
        time.sleep(0.001)
    time.sleep(random.Random(seed).random() * 0.03)
    process.kill()
    process.wait(30)
    _check_next_start(tmp_path)
    assert old.exists() != (tmp_path / "new" / "model-0").exists()
