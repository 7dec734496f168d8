"""Logs for tests: entries with a signed head, and a hub that gives them out as it likes."""

from __future__ import annotations

import time
from collections.abc import Iterable

from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_head import LogHead
from deai_desktop.pool.ledger.log_reading import LogPart
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.merkle_tree import MerkleTree
from deai_desktop.pool.pool_repository import KnownPool, PoolRepository
from deai_desktop.storage.database import Database
from tests.pool.pools import Pool


class FakeLog:
    """A log in memory, read a few entries at a time."""

    def __init__(self, pool: Pool, entries: Iterable[LogEntry] = (), at_once: int = 4) -> None:
        self.pool = pool
        self.entries = list(entries)
        self.head = ""
        self._at_once = at_once

    def sign(self, ago: float = 0) -> LogHead:
        """Sign what it is now."""
        tree = MerkleTree(entry.leaf for entry in self.entries)
        head = self.pool.founder.sign_log(len(tree), tree.root(), time.time() - ago)
        self.head = head.text
        return head

    async def read(self, first: int) -> LogPart:
        """Give out what it is now."""
        return LogPart(self.head, self.entries[first : first + self._at_once])


def repository_in(pool: Pool, database: Database, key: str = "") -> LogRepository:
    """What a database knows of the pool's log; with another key, it knows nothing yet."""
    known = KnownPool(
        key or pool.founder.pool.text, "Friends", "charter", "mine", "ticket", (), "PEM", False, 1.0
    )
    PoolRepository(database).save(known)
    return LogRepository(database, known.key)


def copy_of(pool: Pool, repository: LogRepository) -> LogCopy:
    """A member's copy of the log."""
    charter = pool.charter()
    return LogCopy(pool.founder.pool, repository, lambda: charter)
