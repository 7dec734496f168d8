"""Keeps what a hub answered, for the times when it can't be reached."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from deai_desktop.storage.database import Database

MOST_KEPT = 500
LONGEST_KEPT = 90 * 24 * 3600.0
_LARGEST = 1_000_000

Content = TypeVar("Content", bound=BaseModel)


class KeptAnswers:
    """Keep the newest answers of each hub by what was asked, limited in number, size and age."""

    def __init__(
        self, database: Database, *, clock: Callable[[], float] = time.time, most_kept: int = MOST_KEPT
    ) -> None:
        self._database = database
        self._clock = clock
        self._most_kept = most_kept

    def keep(self, hub: str, name: str, content: BaseModel) -> None:
        """Remember an answer in place of an older one."""
        text = content.model_dump_json()
        if len(text) > _LARGEST:
            return
        now = self._clock()
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO hub_answers (hub, name, known_at, content) VALUES (?, ?, ?, ?)",
                (hub, name, now, text),
            )
            connection.execute(
                "DELETE FROM hub_answers WHERE known_at < ? OR rowid NOT IN"
                " (SELECT rowid FROM hub_answers ORDER BY known_at DESC, rowid DESC LIMIT ?)",
                (now - LONGEST_KEPT, self._most_kept),
            )

    def find(self, hub: str, name: str, kind: type[Content]) -> tuple[Content, float] | None:
        """Return an answer and when it was given."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT content, known_at FROM hub_answers WHERE hub = ? AND name = ?", (hub, name)
            ).fetchone()
        content = _read(kind, row["content"]) if row else None
        return (content, row["known_at"]) if content is not None else None

    def each(self, hub: str, prefix: str, kind: type[Content]) -> Iterator[tuple[Content, float]]:
        """Yield the answers whose name begins so, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT content, known_at FROM hub_answers WHERE hub = ? AND substr(name, 1, ?) = ?"
                " ORDER BY known_at DESC",
                (hub, len(prefix), prefix),
            ).fetchall()
        for row in rows:
            if (content := _read(kind, row["content"])) is not None:
                yield content, row["known_at"]

    def forget(self) -> None:
        """Drop all answers."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM hub_answers")


def _read(kind: type[Content], text: str) -> Content | None:
    """Read what this version or another one kept; None when it makes no sense any more."""
    try:
        return kind.model_validate_json(text)
    except ValidationError:
        return None
