"""Keeps unfinished downloads in the database, so that they go on after a restart."""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from deai_desktop.core.errors import DeAIError, DownloadError
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.downloads.download import DownloadState
from deai_desktop.models.downloads.replacement import Replacement
from deai_desktop.storage.database import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Record:
    """Hold what must outlive the program."""

    number: int
    entry: CatalogueEntry
    state: DownloadState
    priority: int = 0
    despite_metered: bool = False
    error: DeAIError | None = None
    replacement: Replacement | None = None


class Records:
    """Read and write the table of downloads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> Iterator[Record]:
        """Yield what was not finished, oldest first; what makes no sense (any more) is deleted."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM downloads ORDER BY number").fetchall()
        for row in rows:
            if record := _record(row):
                yield record
            else:
                self.remove(row["number"])

    def add(
        self,
        entry: CatalogueEntry,
        state: DownloadState,
        priority: int = 0,
        replacement: Replacement | None = None,
    ) -> Record:
        """Write a new download down."""
        with self._database.write() as connection:
            cursor = connection.execute(
                "INSERT INTO downloads (model_id, entry, state, priority, added_at, replaces, keeps_old)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    entry.id,
                    entry.model_dump_json(),
                    state.value,
                    priority,
                    time.time(),
                    *_columns(replacement),
                ),
            )
            return Record(int(cursor.lastrowid or 0), entry, state, priority, replacement=replacement)

    def change(self, record: Record) -> None:
        """Write down what is different now; one that is finished is forgotten."""
        if record.state is DownloadState.FINISHED:
            self.remove(record.number)
            return
        with self._database.write() as connection:
            connection.execute(
                "UPDATE downloads SET entry = ?, state = ?, priority = ?, despite_metered = ?, error = ?,"
                " replaces = ?, keeps_old = ? WHERE number = ?",
                (
                    record.entry.model_dump_json(),
                    record.state.value,
                    record.priority,
                    int(record.despite_metered),
                    _error_text(record.error),
                    *_columns(record.replacement),
                    record.number,
                ),
            )

    def remove(self, number: int) -> None:
        """Forget a download."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM downloads WHERE number = ?", (number,))


def _record(row: sqlite3.Row) -> Record | None:
    try:
        return Record(
            row["number"],
            CatalogueEntry.model_validate_json(row["entry"]),
            DownloadState(row["state"]),
            row["priority"],
            bool(row["despite_metered"]),
            _error(row["error"]),
            Replacement(row["replaces"], bool(row["keeps_old"])) if row["replaces"] else None,
        )
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        log.warning("the download of %s can't go on: %s", row["model_id"], type(error).__name__)
        return None


def _columns(replacement: Replacement | None) -> tuple[str, int]:
    return (replacement.model_id, int(replacement.keeps_old)) if replacement else ("", 0)


def _error_text(error: DeAIError | None) -> str:
    if error is None:
        return ""
    return json.dumps({"title": error.title, "message": error.message, "hint": error.hint})


def _error(text: str) -> DeAIError | None:
    if not text:
        return None
    data = json.loads(text)
    error = DownloadError(str(data["message"]), hint=str(data["hint"]))
    error.title = str(data["title"])
    return error
