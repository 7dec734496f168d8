"""The entries of a pool's log: who appended it, and a receipt or a verdict; anything else counts for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.ledger.merkle_tree import leaf_hash
from deai_desktop.pool.ledger.receipts import Receipt, read_receipt
from deai_desktop.pool.ledger.statements import LARGEST_ENTRY, PastMembers
from deai_desktop.pool.ledger.verdicts import Verdict, read_verdict

_VERDICT = re.compile(rb'\s*\{\s*"kind"\s*:\s*"verdict"')


@dataclass(frozen=True)
class LogEntry:
    """What stands at one place of the log."""

    by: str
    """Whose subject it came on: the hub's word, and not more."""
    data: bytes

    @property
    def leaf(self) -> bytes:
        """Its hash in the log's tree."""
        return leaf_hash(self.by.encode() + b"\n" + self.data)


@dataclass(frozen=True)
class Nothing:
    """An entry that counts for nothing."""

    reason: str


Said = Receipt | Verdict | Nothing


def read_entry(entry: LogEntry, members: PastMembers) -> Said:
    """Check an entry, whatever it is."""
    if len(entry.data) > LARGEST_ENTRY:
        return Nothing("It is too large.")
    try:
        if _VERDICT.match(entry.data):
            verdict = read_verdict(entry.data, members)
            return verdict if verdict.requester.text == entry.by else Nothing(_ANOTHERS)
        receipt = read_receipt(entry.data, members)
        return receipt if receipt.work.worker.text == entry.by else Nothing(_ANOTHERS)
    except PoolError as error:
        return Nothing(error.message)


_ANOTHERS = "It was appended by another member than the one who keeps it."
