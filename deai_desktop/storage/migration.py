"""Bring a database to the layout this version knows, with a copy made first."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from deai_desktop.core.errors import StorageError
from deai_desktop.storage.faults import damaged

log = logging.getLogger(__name__)

APPLICATION_ID = 0xDEA1
"""Written into the file's header (PRAGMA application_id), so that nobody else's database is migrated."""

_NAME = re.compile(r"(\d{4})_\w+\.sql")
_COPIES_KEPT = 3


@dataclass(frozen=True)
class Migration:
    """Lead from version ``number - 1`` to ``number``."""

    number: int
    name: str
    script: str


def bundled_migrations() -> Traversable:
    """Return the folder of the migrations that ship with the program."""
    return files("deai_desktop.storage") / "migrations"


def load_migrations(folder: Traversable) -> list[Migration]:
    """Read all ``0001_name.sql`` files of a folder, in order."""
    found = [
        Migration(int(match[1]), file.name, file.read_text("utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if (match := _NAME.fullmatch(file.name))
    ]
    if [one.number for one in found] != list(range(1, len(found) + 1)):
        raise RuntimeError(f"migrations must be numbered 1, 2, 3…: {[one.name for one in found]}")
    return found


def migrate(connection: sqlite3.Connection, file: Path, migrations: list[Migration]) -> None:
    """Apply what is missing, one transaction each; a migration that fails leaves the database as it was.

    An existing database is copied beside itself first. Raises `StorageError`, before anything is written,
    for a database of a newer version or of another program.
    """
    version = _version(connection)
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    _refuse_foreign(connection, file, version, len(migrations), is_empty)
    if version == len(migrations):
        return
    if not is_empty:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged(file)
        _copy(connection, file, len(migrations))
    # Off, so that a migration may rebuild a table others refer to; each one is checked before its commit.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for migration in migrations[version:]:
            _apply(connection, migration)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def statements(script: str) -> Iterator[str]:
    """Split a script at the semicolons that end a statement, not at those inside a trigger or a text."""
    statement = ""
    for piece in re.split(r"(?<=;)", script):
        statement += piece
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if re.sub(r"--.*", "", statement).strip():
        raise ValueError(f"the script ends inside a statement: {statement.strip()[:80]}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_foreign(
    connection: sqlite3.Connection, file: Path, version: int, newest: int, is_empty: bool
) -> None:
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if not is_empty and owner != APPLICATION_ID:
        raise StorageError(
            f"The file {file} is a database of another program.",
            hint="Nothing was changed. Move the file away, or choose another folder with DEAI_HOME.",
        )
    if version > newest:
        raise StorageError(
            f"The file {file} was written by a newer version of DeAI Desktop"
            f" (layout {version}; this version knows {newest}).",
            hint="Nothing was changed. Install the newer version again.",
        )


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < migration.number:  # another process may have been faster
            for statement in statements(migration.script):
                connection.execute(statement)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise RuntimeError(f"{migration.name} leaves a reference to something that is not there")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
            connection.execute(f"PRAGMA user_version = {migration.number:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise
    log.info("the database now has layout %d (%s)", migration.number, migration.name)


def _copy(connection: sqlite3.Connection, file: Path, number: int) -> None:
    """Keep the database as it is now as ``<name>.before-<number>``, whole or not at all."""
    unfinished = file.with_name(f"{file.name}.copying")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(0o600)
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
        unfinished.replace(file.with_name(f"{file.name}.before-{number}"))
    finally:
        unfinished.unlink(missing_ok=True)
    _drop_old_copies(file)


def _drop_old_copies(file: Path) -> None:
    copies = []
    for copy in file.parent.glob(f"{file.name}.before-*"):
        number = copy.name.rpartition("-")[2]
        if number.isdecimal():
            copies.append((int(number), copy))
    for _, copy in sorted(copies)[:-_COPIES_KEPT]:
        copy.unlink(missing_ok=True)
