"""Tests of bringing a database to a newer layout."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deai_desktop.core.errors import StorageError
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from deai_desktop.storage.migration import bundled_migrations, load_migrations, statements

GOOD = """
-- A comment; with a semicolon.
ALTER TABLE api_keys ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue; or green';
CREATE TRIGGER painted AFTER UPDATE OF colour ON api_keys BEGIN
    UPDATE api_keys SET name = 'painted; twice' WHERE id = new.id;
END;
UPDATE api_keys SET colour = 'red'; UPDATE api_keys SET scope = 'inference';
"""
BAD = "UPDATE api_keys SET name = 'lost'; CREATE TABLE extra (id); SELECT nonsense FROM nowhere;"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Make a file as the first release left it, with a row in it."""
    path = tmp_path / "deai.sqlite3"
    with Database(path, migrations=folder(tmp_path, 1)) as database, database.write() as connection:
        connection.execute(
            "INSERT INTO api_keys (id, name, scope, created_at) VALUES ('1', 'kept', 'full', 1)"
        )
    return path


def folder(below: Path, count: int, **scripts: str) -> Path:
    """Make a folder with the first bundled migrations and then the scripts given, like ``m0002="…"``."""
    made = below / "-".join(["migrations", str(count), *scripts])
    made.mkdir()
    for migration in load_migrations(bundled_migrations())[:count]:
        (made / migration.name).write_text(migration.script, "utf-8")
    for name, script in scripts.items():
        (made / f"{name[1:]}_test.sql").write_text(script, "utf-8")
    return made


def content(path: Path) -> tuple[int, list[tuple[str, ...]], list[str]]:
    """Read version, keys and names of all tables without the program's own code."""
    with closing(sqlite3.connect(path)) as connection:
        return (
            connection.execute("PRAGMA user_version").fetchone()[0],
            connection.execute("SELECT name, scope FROM api_keys").fetchall(),
            [row[0] for row in connection.execute("SELECT name FROM sqlite_master ORDER BY name")],
        )


def copies(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.glob(f"{path.name}.*"))


def test_a_new_database_has_the_newest_layout_and_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "deai.sqlite3"
    Database(path).close()
    assert content(path)[0] == len(load_migrations(bundled_migrations()))
    assert copies(path) == []


def test_an_old_database_is_migrated_and_copied_first(old: Path, tmp_path: Path) -> None:
    before = content(old)
    with Database(old, migrations=folder(tmp_path, 1, m0002=GOOD)) as database, database.read() as connection:
        row = connection.execute("SELECT * FROM api_keys").fetchone()
        assert dict(row) == {
            "id": "1",
            "name": "painted; twice",
            "scope": "inference",
            "created_at": 1.0,
            "last_used_at": None,
            "colour": "red",
        }
    assert copies(old) == ["deai.sqlite3.before-2"]
    copy = old.with_name("deai.sqlite3.before-2")
    assert content(copy) == before
    assert copy.stat().st_mode & 0o077 == 0 or copy.drive
    Database(copy).close()  # the copy can be used in place of the original


def test_an_up_to_date_database_is_not_copied(old: Path, tmp_path: Path) -> None:
    Database(old, migrations=tmp_path / "migrations-1").close()
    assert copies(old) == []


def test_conversations_of_the_first_release_are_kept_and_not_pinned(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute(
            "INSERT INTO conversations (id, title, created_at, updated_at) VALUES ('1', 'Bees', 1, 2)"
        )
    with Database(old) as database, database.read() as connection:
        rows = connection.execute("SELECT title, pinned, updated_at FROM conversations").fetchall()
    assert [tuple(row) for row in rows] == [("Bees", 0, 2.0)]


def test_models_of_the_first_release_are_kept_as_one_file(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute(
            "INSERT INTO models (id, name, engine, path, size, added_at)"
            " VALUES ('tiny', 'Tiny', 'llama.cpp', '/m/tiny.gguf', 5, 1)"
        )
    with Database(old) as database:
        store = ModelStore(database, old.parent / "models")
        (model,) = store.list()
        assert (model.id, model.more_files, model.verified_at) == ("tiny", (), None)
        assert not model.is_changed
        assert store.folder == old.parent / "models"


@pytest.mark.parametrize(
    "script",
    [
        BAD,
        "CREATE TABLE extra (id); INSERT INTO api_keys (id) VALUES ('half",
        "UPDATE api_keys SET name = 'lost'; INSERT INTO messages (id, conversation_id, role, content, status,"
        " created_at) VALUES ('m', 'nowhere', 'user', '', 'complete', 1);",
    ],
    ids=["wrong SQL", "unfinished", "dangling reference"],
)
def test_a_failing_migration_leaves_everything_as_it_was(old: Path, tmp_path: Path, script: str) -> None:
    before = content(old)
    with pytest.raises((sqlite3.Error, ValueError, RuntimeError)):
        Database(old, migrations=folder(tmp_path, 1, m0002=script))
    assert content(old) == before
    Database(old, migrations=tmp_path / "migrations-1").close()


def test_a_failing_migration_keeps_those_before_it(old: Path, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Database(old, migrations=folder(tmp_path, 1, m0002=GOOD, m0003=BAD))
    version, keys, tables = content(old)
    assert (version, keys) == (2, [("painted; twice", "inference")])
    assert "extra" not in tables


def test_a_migration_may_rebuild_a_table_that_others_refer_to(old: Path, tmp_path: Path) -> None:
    script = """
    CREATE TABLE people (id INTEGER PRIMARY KEY);
    CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES people (id));
    INSERT INTO people VALUES (1); INSERT INTO pets VALUES (1, 1);
    CREATE TABLE people_new (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO people_new SELECT id, 'Ada' FROM people;
    DROP TABLE people;
    ALTER TABLE people_new RENAME TO people;
    """
    with Database(old, migrations=folder(tmp_path, 1, m0002=script)) as database:
        with pytest.raises(sqlite3.IntegrityError), database.write() as connection:
            connection.execute("INSERT INTO pets VALUES (2, 99)")
        with database.read() as connection:
            assert connection.execute("SELECT count(*) FROM pets JOIN people").fetchone()[0] == 1


def test_keeps_the_three_newest_copies(old: Path, tmp_path: Path) -> None:
    (tmp_path / "deai.sqlite3.before-mine").write_text("not ours")
    scripts: dict[str, str] = {}
    for number in range(2, 12):
        scripts[f"m{number:04}"] = f"CREATE TABLE table_{number} (id);"
        Database(old, migrations=folder(tmp_path, 1, **scripts)).close()
    assert copies(old) == [
        "deai.sqlite3.before-10",
        "deai.sqlite3.before-11",
        "deai.sqlite3.before-9",
        "deai.sqlite3.before-mine",
    ]


def test_a_newer_database_is_refused_untouched(old: Path, tmp_path: Path) -> None:
    Database(old, migrations=folder(tmp_path, 1, m0002=GOOD)).close()
    old.with_name("deai.sqlite3.before-2").unlink()
    before = old.read_bytes(), old.stat().st_mtime_ns
    with pytest.raises(StorageError, match="newer version") as caught:
        Database(old, migrations=tmp_path / "migrations-1")
    assert "newer version" in caught.value.hint
    assert (old.read_bytes(), old.stat().st_mtime_ns) == before
    assert copies(old) == []


def test_the_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "deai.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="another program"):
        Database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["a text", "a short text", "cut in half", "a scrambled schema"])
def test_a_damaged_file_is_refused_and_kept(old: Path, damage: str) -> None:
    whole = old.read_bytes()
    broken = {
        "a text": b"Dear diary, this is no database.\n" * 500,
        "a short text": b"hello",
        "cut in half": whole[: len(whole) // 2],
        "a scrambled schema": whole[:100] + b"\xff" * 3996 + whole[4096:],
    }[damage]
    old.write_bytes(broken)
    with pytest.raises(StorageError, match="damaged") as caught:
        Database(old)
    assert "Nothing was deleted" in caught.value.hint
    assert old.read_bytes() == broken


def test_a_damaged_page_is_noticed_before_a_migration(old: Path, tmp_path: Path) -> None:
    whole = bytearray(old.read_bytes())
    with closing(sqlite3.connect(old)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'api_keys'").fetchone()[0]
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    old.write_bytes(whole)
    with pytest.raises(StorageError, match="damaged"):
        Database(old, migrations=folder(tmp_path, 1, m0002=GOOD))
    assert old.read_bytes() == whole


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "deai.sqlite3"
    path.touch()
    with Database(path) as database, database.read() as connection:
        assert connection.execute("SELECT count(*) FROM models").fetchone()[0] == 0


def test_migrations_are_numbered_without_a_gap(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="0003_test"):
        load_migrations(folder(tmp_path, 1, m0003=GOOD))


def test_splits_a_script_where_statements_end() -> None:
    assert [one.split()[0] for one in statements(GOOD)] == ["--", "CREATE", "UPDATE", "UPDATE"]
    assert list(statements("SELECT ';'; -- the end; really\n")) == ["SELECT ';';"]
    with pytest.raises(ValueError, match="inside a statement"):
        list(statements("SELECT 1"))
