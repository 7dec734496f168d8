"""Tests of one writer and its readers."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from deai_desktop.core.errors import StorageError
from deai_desktop.storage.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "deai.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database(path) as database:
        yield database


def add(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(
        "INSERT INTO api_keys (id, name, scope, created_at) VALUES (?, ?, 'full', 1)", (name, name)
    )


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return [row["name"] for row in connection.execute("SELECT name FROM api_keys ORDER BY rowid")]


def test_keeps_what_was_committed(path: Path) -> None:
    with Database(path) as database, database.write() as connection:
        add(connection, "one")
    with Database(path) as database:
        assert names(database) == ["one"]


def test_a_body_that_raises_changes_nothing(database: Database) -> None:
    with pytest.raises(LookupError), database.write() as connection:  # noqa: PT012
        add(connection, "one")
        raise LookupError
    with database.write() as connection:
        add(connection, "two")
    assert names(database) == ["two"]


def test_readers_go_on_beside_the_writer(database: Database) -> None:
    with database.write() as connection:
        add(connection, "one")
        assert names(database) == []
    assert names(database) == ["one"]


def test_a_reader_keeps_its_view(database: Database) -> None:
    with database.read() as reader:
        assert reader.execute("SELECT count(*) FROM api_keys").fetchone()[0] == 0
        with database.write() as connection:
            add(connection, "one")
        assert reader.execute("SELECT count(*) FROM api_keys").fetchone()[0] == 0
    assert names(database) == ["one"]


def test_many_threads_share_it(database: Database) -> None:
    def work(number: int) -> None:
        with database.write() as connection:
            add(connection, f"key {number}")
        assert f"key {number}" in names(database)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(work, range(100)))
    assert len(names(database)) == 100


def test_a_write_inside_a_write_is_a_mistake_of_ours(database: Database) -> None:
    with database.write(), pytest.raises(RuntimeError, match="inside"), database.write():
        pass
    with database.write() as connection:
        add(connection, "one")
    assert names(database) == ["one"]


def test_readers_can_not_write(database: Database) -> None:
    with pytest.raises(StorageError), database.read() as connection:
        add(connection, "one")


def test_mistakes_of_ours_are_not_blamed_on_the_disk(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), database.read() as connection:
        connection.execute("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), database.write() as connection:
        connection.execute("INSERT INTO api_keys (id) VALUES ('one')")


def test_references_are_enforced(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.write() as connection:
        connection.execute(
            "INSERT INTO messages (id, conversation_id, role, content, status, created_at)"
            " VALUES ('m', 'nowhere', 'user', '', 'complete', 1)"
        )


def test_closing_leaves_one_file_that_holds_everything(path: Path) -> None:
    database = Database(path)
    with database.write() as connection:
        add(connection, "one")
    names(database)
    assert path.with_name(f"{path.name}-wal").exists()
    database.close()
    database.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("SELECT name FROM api_keys").fetchall() == [("one",)]


def test_closing_waits_for_the_writer_and_lets_readers_finish(path: Path) -> None:
    database = Database(path, busy_timeout=0.05)
    closer = threading.Thread(target=database.close)
    with database.read() as reader:
        with database.write() as connection:
            closer.start()
            closer.join(0.1)
            assert closer.is_alive()
            add(connection, "one")
        closer.join()
        assert reader.execute("SELECT count(*) FROM api_keys").fetchone()[0] in (0, 1)
    with Database(path) as again:
        assert names(again) == ["one"]


def test_refuses_work_after_closing(path: Path) -> None:
    database = Database(path)
    database.close()
    with pytest.raises(StorageError, match="closing"), database.write():
        pass
    with pytest.raises(StorageError, match="closing"), database.read():
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows protects the user's folder instead")
def test_only_its_owner_may_read_it(path: Path) -> None:
    before = os.umask(0)
    try:
        with Database(path) as database, database.write() as connection:
            add(connection, "one")
            assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
            assert path.parent.stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)


def test_another_process_that_holds_on_to_it_is_named(path: Path) -> None:
    with Database(path, busy_timeout=0.05) as database, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="Another program") as caught, database.write():
            pass
        assert caught.value.hint
        other.rollback()
        with database.write() as connection:
            add(connection, "one")


@pytest.mark.parametrize("obstacle", ["a folder in its place", "a file in place of its folder"])
def test_a_place_that_can_not_be_used_is_explained(path: Path, obstacle: str) -> None:
    if obstacle == "a folder in its place":
        path.mkdir(parents=True)
    else:
        path.parent.write_text("in the way")
    with pytest.raises(StorageError) as caught:
        Database(path)
    assert caught.value.hint


def test_an_open_connection_warns_nobody_when_opening_fails(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    program = (
        "import gc, pathlib, sys\n"
        "from deai_desktop.core.errors import StorageError\n"
        "from deai_desktop.storage.database import Database\n"
        "try:\n    Database(pathlib.Path(sys.argv[1]))\nexcept StorageError:\n    pass\n"
        "gc.collect()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", program, str(path)], capture_output=True, text=True
    )
    assert (ended.returncode, ended.stderr) == (0, "")
