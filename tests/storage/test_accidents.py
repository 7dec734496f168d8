"""Tests of full disks and sudden ends."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from deai_desktop.core.errors import DiskFullError
from deai_desktop.storage.database import Database

_WRITER = """
import sys
from pathlib import Path
from deai_desktop.chat.conversation import Role
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.storage.database import Database

repository = ConversationRepository(Database(Path(sys.argv[1])))
conversation = repository.create()
while True:
    print(repository.add_message(conversation.id, Role.USER, "a word or two " * 50).id, flush=True)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of one megabyte, where that is possible."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(database: Database, name: str) -> None:
    with database.write() as connection:
        connection.execute(
            "INSERT INTO conversations (id, system_prompt, created_at, updated_at) VALUES (?, ?, 1, 1)",
            (name, "x" * 2_000_000),
        )


def fill_up(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 4096)


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute("SELECT count(*) FROM conversations").fetchone()[0])


def test_a_database_that_can_not_grow_says_that_the_disk_is_full(tmp_path: Path) -> None:
    with Database(tmp_path / "deai.sqlite3") as database:
        with database.write() as connection:
            connection.execute("PRAGMA max_page_count = 100")
        with pytest.raises(DiskFullError) as caught:
            fill(database, "large")
        assert "Make room" in caught.value.hint
        assert count(database) == 0
        with database.write() as connection:
            connection.execute("PRAGMA max_page_count = 100000")
        fill(database, "large")
        assert count(database) == 1


def test_a_full_disk_costs_only_what_did_not_fit(small_disk: Path) -> None:
    path = small_disk / "deai.sqlite3"
    with Database(path) as database:
        with database.write() as connection:
            connection.execute("INSERT INTO conversations (id, created_at, updated_at) VALUES ('a', 1, 1)")
        for _ in range(3):
            with pytest.raises(DiskFullError):
                fill(database, "large")
        assert count(database) == 1
    with Database(path) as database:
        assert count(database) == 1


def test_a_disk_that_is_full_from_the_start_is_named(small_disk: Path) -> None:
    fill_up(small_disk)
    path = small_disk / "deai.sqlite3"
    with pytest.raises(DiskFullError):
        Database(path)
    (small_disk / "filler").unlink()
    with Database(path) as database:
        assert count(database) == 0


def test_a_disk_that_has_become_full_is_named(small_disk: Path) -> None:
    path = small_disk / "deai.sqlite3"
    Database(path).close()
    fill_up(small_disk)
    with pytest.raises(DiskFullError), Database(path) as database:
        fill(database, "small")
    (small_disk / "filler").unlink()
    with Database(path) as database:
        assert count(database) == 0


def test_no_room_for_the_copy_means_no_migration(small_disk: Path, tmp_path: Path) -> None:
    from tests.storage.test_migration import content, folder

    path = small_disk / "deai.sqlite3"
    with Database(path, migrations=folder(tmp_path, 1)) as database, database.write() as connection:
        connection.execute(
            "INSERT INTO conversations (id, system_prompt, created_at, updated_at) VALUES ('a', ?, 1, 1)",
            ("x" * 400_000,),
        )
    (small_disk / "filler").write_bytes(b"x" * 200_000)
    before = content(path)
    newer = folder(tmp_path, 1, m0002="CREATE TABLE extra (id);")
    with pytest.raises(DiskFullError):
        Database(path, migrations=newer)
    assert content(path) == before
    assert sorted(file.name for file in small_disk.iterdir()) == ["deai.sqlite3", "filler"]


def test_an_error_of_the_disk_itself_inside_a_write_is_named(tmp_path: Path) -> None:
    with Database(tmp_path / "deai.sqlite3") as database:
        with pytest.raises(DiskFullError), database.write():
            raise OSError(errno.ENOSPC, "no space")
        with pytest.raises(ConnectionError), database.write():
            raise ConnectionError


def test_a_killed_process_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "deai.sqlite3"
    with subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline().strip() for _ in range(200)]
        writer.kill()
        told += writer.stdout.read().split("\n")[:-1]
    assert writer.returncode != 0
    with Database(path) as database, database.read() as connection:
        kept = {row["id"] for row in connection.execute("SELECT id FROM messages")}
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert set(told) <= kept
        assert len(kept) - len(told) <= 1
        found = connection.execute("SELECT count(*) FROM messages_index WHERE messages_index MATCH 'word'")
        assert found.fetchone()[0] == len(kept)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO messages_index (messages_index, rank) VALUES ('integrity-check', 1)")
