"""Which workers answer with another model than they say, as far as this PC goes by its own checks and others' verdicts.

What this PC found itself counts. Of the others at least two must have found fault: one of them may lie, or be at fault
itself. Who passes often enough since is trusted again.
"""

from __future__ import annotations

from deai_desktop.pool.ledger.log_copy import LogCopy
from deai_desktop.pool.ledger.track_record import TrackRecords

_WITNESSES = 2
_PASSED_FOR_FAILED = 4
"""Checks that have to be passed for each that failed, until they are forgiven."""


class Suspicion:
    """Decide whom to ask last."""

    def __init__(self, me: str) -> None:
        self._me = me
        self._found: dict[str, bool] = {}
        """How our own last check of each worker came out; the log may not have it yet, or never."""
        self._told: dict[str, bool] = {}
        self._told_by: tuple[LogCopy, int] | None = None

    def note(self, worker: str, *, passed: bool) -> None:
        """Hear how a check of our own came out."""
        self._found[worker] = passed

    def falls_on(self, worker: str, copy: LogCopy | None) -> bool:
        """Say whether a worker is to be asked last."""
        if self._found.get(worker) is False:
            return True
        return copy is not None and self._log_tells_of(worker, copy)

    def _log_tells_of(self, worker: str, copy: LogCopy) -> bool:
        if self._told_by != (copy, len(copy.tree)):
            self._told_by = (copy, len(copy.tree))
            self._told.clear()
        if worker not in self._told:
            self._told[worker] = has_failed(copy.replay.records, worker, self._me)
        return self._told[worker]


def has_failed(records: TrackRecords, worker: str, me: str) -> bool:
    """Say whether the log's verdicts speak against a worker, to somebody."""
    witnesses = records.failed_by(worker)
    if me not in witnesses and len(witnesses) < _WITNESSES:
        return False
    record = records.of(worker)
    failed = record.canaries.failed + record.rechecks.failed
    passed = record.canaries.passed + record.rechecks.passed
    return passed < _PASSED_FOR_FAILED * failed
