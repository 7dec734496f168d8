"""Keeps the list of connections to other computers in the database."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from deai_desktop.core.errors import DeAIError
from deai_desktop.core.events import EventBus
from deai_desktop.outbound.journal import Contact, OutboundChanged, Outcome
from deai_desktop.storage.database import Database

log = logging.getLogger(__name__)

MOST_KEPT = 10_000

_LONGEST = 300


@dataclass(frozen=True)
class Entry:
    """Show one connection as it stands now."""

    number: int
    at: float
    contact: Contact
    outcome: Outcome
    received: int
    """Bytes that came in."""
    reason: str
    """Why it failed; empty otherwise."""


@dataclass(frozen=True)
class Listing:
    """Hold some entries, and how many there are beside them."""

    entries: tuple[Entry, ...]
    total: int
    forgotten: int
    """How many there have been that are no longer kept."""


class StoredJournal:
    """Write connections down, the newest `MOST_KEPT` of them, and tell who listens."""

    def __init__(
        self,
        database: Database,
        events: EventBus,
        *,
        clock: Callable[[], float] = time.time,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self._database = database
        self._events = events
        self._clock = clock
        self._most_kept = most_kept

    def mark_interrupted(self) -> None:
        """Close what a node that was killed left open; call it once at the start."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbound SET outcome = ? WHERE outcome = ?", (Outcome.INTERRUPTED, Outcome.OPEN)
            )

    def begin(self, contact: Contact) -> int:
        """Write down that a connection is about to be made; the oldest entry leaves when there are too many."""
        texts = (contact.host, contact.via, contact.purpose, contact.sent)
        host, via, purpose, sent = (_line(text) for text in texts)
        with self._database.write() as connection:
            cursor = connection.execute(
                "INSERT INTO outbound (at, host, port, via, purpose, sent, outcome)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (self._clock(), host, contact.port, via, purpose, sent, Outcome.OPEN),
            )
            number = cursor.lastrowid
            assert number is not None
            connection.execute("DELETE FROM outbound WHERE number <= ?", (number - self._most_kept,))
        self._events.publish(OutboundChanged())
        return number

    def end(self, number: int, outcome: Outcome, received: int, reason: str) -> None:
        """Write down what came of a connection; where that fails, the log tells."""
        try:
            with self._database.write() as connection:
                connection.execute(
                    "UPDATE outbound SET outcome = ?, received = ?, reason = ? WHERE number = ?",
                    (outcome, received, _line(reason), number),
                )
        except DeAIError as error:
            log.warning("the end of a connection could not be written down: %s", error)
            return
        self._events.publish(OutboundChanged())

    def list(self, limit: int, offset: int = 0) -> Listing:
        """Return some entries, newest first."""
        with self._database.read() as connection:
            (total,) = connection.execute("SELECT count(*) FROM outbound").fetchone()
            last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbound'").fetchone()
            rows = connection.execute(
                "SELECT * FROM outbound ORDER BY number DESC LIMIT ? OFFSET ?", (limit, offset)
            ).fetchall()
        ever = last["seq"] if last else 0
        return Listing(tuple(_entry(row) for row in rows), total, ever - total)

    def clear(self) -> int:
        """Forget all connections but those that are open right now; return how many were forgotten."""
        with self._database.write() as connection:
            cursor = connection.execute("DELETE FROM outbound WHERE outcome <> ?", (Outcome.OPEN,))
            forgotten = cursor.rowcount
        self._events.publish(OutboundChanged())
        return forgotten


def _line(text: str) -> str:
    """Make one short printable line of a text, wherever it came from."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:_LONGEST]


def _entry(row: sqlite3.Row) -> Entry:
    contact = Contact(row["host"], row["port"], row["purpose"], row["sent"], row["via"])
    return Entry(row["number"], row["at"], contact, Outcome(row["outcome"]), row["received"], row["reason"])
