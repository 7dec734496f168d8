"""One SQLite file: one writer, readers beside it, errors in words for people."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import Self

from deai_desktop.core.errors import StorageError
from deai_desktop.storage.faults import explained
from deai_desktop.storage.migration import bundled_migrations, load_migrations, migrate

log = logging.getLogger(__name__)

_IDLE_READERS = 4


class Database:
    """Open a database, make or migrate it where needed, and share it among threads.

    Raises `StorageError` when the file is damaged, of a newer version or in use, and `DiskFullError` when
    there is no room. ``busy_timeout`` is how many seconds to wait for another process.
    """

    def __init__(
        self, path: Path, *, migrations: Traversable | None = None, busy_timeout: float = 5.0
    ) -> None:
        self.path = path
        self._busy_timeout = busy_timeout
        self._writing = threading.RLock()
        self._pooling = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._is_closed = False
        with explained(path):
            self._create_file()
            self._writer = self._open_writer(migrations or bundled_migrations())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Run the body in one transaction: committed at its end, rolled back when it raises.

        One writer at a time, so keep the body short and never wait for anything in it.
        """
        with self._writing, explained(self.path):
            self._refuse_closed()
            if self._writer.in_transaction:
                raise RuntimeError("write() inside write(): the inner one would commit the outer one's half")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._writer.rollback()
                raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Run the body on one unchanging view of the database, beside the writer and other readers."""
        with explained(self.path):
            connection = self._take_reader()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    def close(self) -> None:
        """Wait for the writer, move everything into the one file, and close all connections."""
        with self._writing:
            with self._pooling:
                if self._is_closed:
                    return
                self._is_closed = True
                readers, self._idle = self._idle, []
            for reader in readers:
                reader.close()
            try:
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                log.warning("the write-ahead log stays beside the database: %s", error)
            finally:
                self._writer.close()

    def _create_file(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # SQLite gives its -wal and -shm files the same rights.
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except (FileExistsError, IsADirectoryError, NotADirectoryError, PermissionError) as error:
            raise StorageError(
                f"The file {self.path} can't be made: {error.strerror}.",
                hint="Check that you may write to that folder, or choose another with DEAI_HOME.",
            ) from error

    def _open_writer(self, migrations: Traversable) -> sqlite3.Connection:
        connection = self._connect()
        try:
            migrate(connection, self.path, load_migrations(migrations))
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            # What a person deletes is overwritten, not only forgotten.
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=self._busy_timeout, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        return connection

    def _take_reader(self) -> sqlite3.Connection:
        with self._pooling:
            self._refuse_closed()
            if self._idle:
                return self._idle.pop()
        connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        try:
            connection.rollback()
        except sqlite3.Error:
            connection.close()
            return
        with self._pooling:
            if not self._is_closed and len(self._idle) < _IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise StorageError("DeAI is closing and no longer keeps anything.", hint="Start DeAI again.")
