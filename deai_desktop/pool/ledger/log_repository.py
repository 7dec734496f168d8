"""Keeps in the database what this PC knows of a pool's log."""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from deai_desktop.pool.identity.keys import KeyKind, PublicKey
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger.log_entries import Nothing, Said
from deai_desktop.pool.ledger.receipts import Receipt
from deai_desktop.pool.ledger.verdicts import Verdict, VerdictKind
from deai_desktop.storage.database import Database

_MOST_AT_ONCE = 5_000
_MOST_HEARD = 20


@dataclass(frozen=True)
class KnownEntry:
    """An entry of the log that was checked."""

    keeper: str
    leaf: bytes
    said: Said


@dataclass(frozen=True)
class Unconfirmed:
    """What this PC appended and has not found in the log yet."""

    leaf: bytes
    content: bytes
    message: str
    """By which hubs know it again."""
    appended_at: float


class LogRepository:
    """Keep one pool's log."""

    def __init__(self, database: Database, pool: str, clock: Callable[[], float] = time.time) -> None:
        self.database = database
        self.pool = pool
        self._clock = clock

    def entries(self) -> Iterator[KnownEntry]:
        """Return all, in their order."""
        keys: dict[str, PublicKey] = {}
        first = 0
        while rows := self._rows(first):
            for row in rows:
                yield KnownEntry(row["keeper"], row["leaf"], _said(json.loads(row["said"]), keys))
            first += len(rows)

    def _rows(self, first: int) -> list[sqlite3.Row]:
        with self.database.read() as connection:
            return connection.execute(
                "SELECT keeper, leaf, said FROM pool_log_entries WHERE pool = ? AND place >= ? ORDER BY place LIMIT ?",
                (self.pool, first, _MOST_AT_ONCE),
            ).fetchall()

    def receipts_kept_by(self, device: str) -> Iterator[Receipt]:
        """Return the receipts in the log of what a device did, in their order."""
        keys: dict[str, PublicKey] = {}
        with self.database.read() as connection:
            rows = connection.execute(
                "SELECT said FROM pool_log_entries WHERE pool = ? AND keeper = ? ORDER BY place",
                (self.pool, device),
            )
            for row in rows:
                if isinstance(said := _said(json.loads(row["said"]), keys), Receipt):
                    yield said

    def extend(self, first: int, entries: Iterable[KnownEntry], head: str) -> None:
        """Write down the next entries with the head that is signed for just them, all or nothing."""
        rows = [
            (self.pool, first + number, entry.keeper, entry.leaf, _text(entry.said))
            for number, entry in enumerate(entries)
        ]
        with self.database.write() as connection:
            connection.executemany("INSERT INTO pool_log_entries VALUES (?, ?, ?, ?, ?)", rows)
            connection.executemany(
                "DELETE FROM pool_log_outbox WHERE pool = ? AND leaf = ?",
                [(self.pool, leaf) for _, _, _, leaf, _ in rows],
            )
            connection.execute("DELETE FROM pool_log_heads WHERE pool = ? AND state = 'held'", (self.pool,))
            self._note(connection, head, "held")

    def heads(self, state: str) -> tuple[str, ...]:
        """Return signed heads that are held, heard or forked, the newest last."""
        with self.database.read() as connection:
            rows = connection.execute(
                "SELECT text FROM pool_log_heads WHERE pool = ? AND state = ? ORDER BY noted_at, text",
                (self.pool, state),
            ).fetchall()
        return tuple(row["text"] for row in rows)

    def note_head(self, text: str, state: str) -> None:
        """Write down a head; of those that were only heard, a few are kept."""
        with self.database.write() as connection:
            self._note(connection, text, state)
            connection.execute(
                "DELETE FROM pool_log_heads WHERE pool = ? AND state = 'heard' AND text NOT IN (SELECT text FROM"
                " pool_log_heads WHERE pool = ? AND state = 'heard' ORDER BY noted_at DESC, text LIMIT ?)",
                (self.pool, self.pool, _MOST_HEARD),
            )

    def forget_heard(self, texts: Iterable[str]) -> None:
        """Forget heads that were heard and turned out to fit."""
        with self.database.write() as connection:
            connection.executemany(
                "DELETE FROM pool_log_heads WHERE pool = ? AND text = ? AND state = 'heard'",
                [(self.pool, text) for text in texts],
            )

    def note_appended(self, leaf: bytes, content: bytes, message: str) -> None:
        """Remember what goes into the log until it is found there."""
        with self.database.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO pool_log_outbox VALUES (?, ?, ?, ?, ?)",
                (self.pool, leaf, content, message, self._clock()),
            )

    def unconfirmed(self, before: float, after: float = math.inf) -> tuple[Unconfirmed, ...]:
        """Return what is not in the log, as far as is known here, of what was appended before or after these times."""
        with self.database.read() as connection:
            rows = connection.execute(
                "SELECT leaf, content, message, appended_at FROM pool_log_outbox"
                " WHERE pool = ? AND (appended_at < ? OR appended_at > ?) ORDER BY appended_at LIMIT ?",
                (self.pool, before, after, _MOST_AT_ONCE),
            ).fetchall()
        return tuple(Unconfirmed(*row) for row in rows)

    def _note(self, connection: sqlite3.Connection, text: str, state: str) -> None:
        connection.execute(
            "INSERT INTO pool_log_heads VALUES (?, ?, ?, ?) ON CONFLICT (pool, text) DO UPDATE SET"
            " state = excluded.state, noted_at = excluded.noted_at WHERE state <> 'forked'",
            (self.pool, text, state, self._clock()),
        )


def _text(said: Said) -> str:
    if isinstance(said, Receipt):
        work = {**vars(said.work), "worker": said.work.worker.text, "requester": said.work.requester.text}
        content: list[Any] = ["receipt", work, said.worker_since, said.requester_since]
    elif isinstance(said, Verdict):
        content = ["verdict", said.kind.value, said.job, said.worker.text, said.requester.text]
        content += [said.passed, said.at, said.requester_since]
    else:
        content = ["nothing", said.reason]
    return json.dumps(content, separators=(",", ":"))


def _said(content: list[Any], keys: dict[str, PublicKey]) -> Said:
    def device(text: str) -> PublicKey:
        if text not in keys:
            keys[text] = PublicKey(text, KeyKind.DEVICE)
        return keys[text]

    match content:
        case ["receipt", work, worker_since, requester_since]:
            both = {"worker": device(work["worker"]), "requester": device(work["requester"])}
            return Receipt(Work(**{**work, **both}), worker_since, requester_since)
        case ["verdict", kind, job, worker, requester, passed, at, since]:
            return Verdict(VerdictKind(kind), job, device(worker), device(requester), passed, at, since)
        case ["nothing", reason]:
            return Nothing(reason)
    raise ValueError("the database holds an entry of an unknown kind")
