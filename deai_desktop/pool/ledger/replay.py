"""What all of the log says together: balances and track records, from its entries in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from deai_desktop.pool.ledger.credits import Ledger
from deai_desktop.pool.ledger.log_entries import LogEntry, Nothing, Said, read_entry
from deai_desktop.pool.ledger.receipts import Receipt
from deai_desktop.pool.ledger.statements import PastMembers
from deai_desktop.pool.ledger.track_record import TrackRecords
from deai_desktop.pool.ledger.verdicts import Verdict


class Replay:
    """Take the log's entries one after the other; the same entries give the same, wherever that is done."""

    def __init__(self, removed: Mapping[str, int]) -> None:
        """``removed`` is what the newest charter says."""
        self.removed = dict(removed)
        self.ledger = Ledger(removed)
        self.records = TrackRecords(removed)
        self.junk: Counter[str] = Counter()
        """How many entries each member appended that are neither receipt nor verdict."""

    def enter(self, said: Said, keeper: str) -> None:
        """Take the next entry, and who appended it."""
        if isinstance(said, Nothing):
            self.junk[keeper] += 1
        if isinstance(said, Verdict):
            if reason := self.records.enter_verdict(said):
                self.ledger.ignored[reason] += 1
        elif self.ledger.enter(said) and isinstance(said, Receipt):
            self.records.enter_receipt(said)


def replayed(entries: Iterable[LogEntry], members: PastMembers) -> Replay:
    """Check and add up entries as they came from somewhere."""
    replay = Replay(members.charter.removed)
    for entry in entries:
        replay.enter(read_entry(entry, members), entry.by)
    return replay
