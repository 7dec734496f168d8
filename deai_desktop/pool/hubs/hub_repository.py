"""Remembers in the database which hubs pools have, and which of them run on this PC."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from deai_desktop.pool.hubs.reach import Reach
from deai_desktop.storage.database import Database


class KnownHubs:
    """Keep what is known of one pool's hubs; it lasts as long as the pool is known."""

    def __init__(self, database: Database, pool: str) -> None:
        self._database = database
        self._pool = pool

    @property
    def text(self) -> str:
        """The newest signed list; nothing before one was heard of."""
        row = self._row()
        return str(row["list"]) if row else ""

    @text.setter
    def text(self, text: str) -> None:
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO pool_hub_lists (pool, list) VALUES (?, ?)"
                " ON CONFLICT (pool) DO UPDATE SET list = excluded.list",
                (self._pool, text),
            )

    @property
    def reach(self) -> Reach:
        """How the founder's own hub is reached."""
        row = self._row()
        return Reach.read(row["reach"]) if row else Reach()

    @reach.setter
    def reach(self, reach: Reach) -> None:
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO pool_hub_lists (pool, reach) VALUES (?, ?)"
                " ON CONFLICT (pool) DO UPDATE SET reach = excluded.reach",
                (self._pool, reach.text),
            )

    def _row(self) -> sqlite3.Row | None:
        with self._database.read() as connection:
            row: sqlite3.Row | None = connection.execute(
                "SELECT * FROM pool_hub_lists WHERE pool = ?", (self._pool,)
            ).fetchone()
        return row


@dataclass(frozen=True)
class KeptHub:
    """Hold a hub of somebody else's pool that runs on this PC."""

    pool: str
    pool_name: str
    name: str
    reach: Reach
    papers: str
    """See `HubPapers.text`."""


class OwnHubRepository:
    """Keep such hubs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> tuple[KeptHub, ...]:
        """Return all, in the order of their pools' names."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM own_hubs ORDER BY pool_name, pool").fetchall()
        return tuple(
            KeptHub(row["pool"], row["pool_name"], row["name"], Reach.read(row["reach"]), row["papers"])
            for row in rows
        )

    def save(self, hub: KeptHub) -> None:
        """Remember a hub, in place of what was known of it."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO own_hubs (pool, pool_name, name, reach, papers) VALUES (?, ?, ?, ?, ?)",
                (hub.pool, hub.pool_name, hub.name, hub.reach.text, hub.papers),
            )

    def remove(self, pool: str) -> None:
        """Forget a hub."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM own_hubs WHERE pool = ?", (pool,))
