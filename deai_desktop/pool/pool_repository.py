"""Remembers in the database which pools this PC belongs to."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from deai_desktop.core.errors import ConflictError, NotFoundError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.reach import Listens as Listens
from deai_desktop.storage.database import Database


@dataclass(frozen=True)
class KnownPool:
    """Hold a pool as this PC knows it; its keys are in the vault."""

    key: str
    """Public: what the pool is known by."""
    name: str
    charter: str
    certificate: str
    """This PC's."""
    ticket: str
    hubs: tuple[HubAddress, ...]
    hub_certificate: str
    """PEM."""
    is_founder: bool
    joined_at: float
    device_name: str = ""
    """What this PC is called there."""
    hub_listens: Listens = Listens.NOWHERE
    hub_port: int = 0
    """Where the hub on this PC listens; 0 until it has listened once."""
    lends: bool = False
    """Whether this PC works for the members."""
    lent_models: tuple[str, ...] = ()
    """Ids of the models for that; without any, all."""
    tokens_an_hour: int = 0
    """That each member may have; 0 for as many as they want."""
    knows_risk: bool = False
    """Whether the person was told that who works on a prompt can read it."""


class PoolRepository:
    """Keep pools."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> tuple[KnownPool, ...]:
        """Return all, the one joined first at the beginning."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM pools ORDER BY joined_at, key").fetchall()
        return tuple(_pool(row) for row in rows)

    def find(self, which: str) -> KnownPool:
        """Return the pool of this key, of this name, or whose key begins so.

        Raises `NotFoundError`, or `ConflictError` where it could be several.
        """
        known = self.list()
        for found in (
            [one for one in known if which == one.key],
            [one for one in known if which.casefold() == one.name.casefold()],
            [one for one in known if which and one.key.startswith(which.upper())],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise ConflictError(
                    f"Several pools are called “{which}”.",
                    hint="Say the beginning of its key: deai pool list",
                )
        raise NotFoundError(
            f"This PC belongs to no pool “{which}”.", hint="See which there are: deai pool list"
        )

    def save(self, pool: KnownPool) -> None:
        """Remember a pool, in place of what was known of it."""
        hubs = json.dumps([[hub.host, hub.port, hub.is_web] for hub in pool.hubs])
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO pools (key, name, charter, certificate, ticket, hubs, hub_certificate, is_founder,"
                " joined_at, device_name, hub_listens, hub_port, lends, lent_models, tokens_an_hour, knows_risk)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET name = excluded.name, charter = excluded.charter,"
                " certificate = excluded.certificate, ticket = excluded.ticket, hubs = excluded.hubs,"
                " hub_certificate = excluded.hub_certificate, device_name = excluded.device_name,"
                " hub_listens = excluded.hub_listens, hub_port = excluded.hub_port, lends = excluded.lends,"
                " lent_models = excluded.lent_models, tokens_an_hour = excluded.tokens_an_hour,"
                " knows_risk = excluded.knows_risk",
                (
                    pool.key,
                    pool.name,
                    pool.charter,
                    pool.certificate,
                    pool.ticket,
                    hubs,
                    pool.hub_certificate,
                    int(pool.is_founder),
                    pool.joined_at,
                    pool.device_name,
                    pool.hub_listens.value,
                    pool.hub_port,
                    int(pool.lends),
                    json.dumps(pool.lent_models),
                    pool.tokens_an_hour,
                    int(pool.knows_risk),
                ),
            )

    def remove(self, key: str) -> None:
        """Forget a pool, with its members and invites."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM pools WHERE key = ?", (key,))


def _pool(row: sqlite3.Row) -> KnownPool:
    return KnownPool(
        row["key"],
        row["name"],
        row["charter"],
        row["certificate"],
        row["ticket"],
        tuple(HubAddress(*one) for one in json.loads(row["hubs"])),
        row["hub_certificate"],
        bool(row["is_founder"]),
        row["joined_at"],
        row["device_name"],
        Listens(row["hub_listens"]),
        row["hub_port"],
        bool(row["lends"]),
        tuple(json.loads(row["lent_models"])),
        row["tokens_an_hour"],
        bool(row["knows_risk"]),
    )
