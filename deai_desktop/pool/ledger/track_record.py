"""What the log tells of each member's work: how much, how fast, and what others found who looked.

A check is one requester's word. It counts for a job that the log has a receipt of between those two, once per requester
and job, and the record says how many different members found fault: one of them may lie, or be at fault itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger.credits import DOUBLE, REMOVED, was_removed
from deai_desktop.pool.ledger.receipts import Receipt
from deai_desktop.pool.ledger.verdicts import Verdict, VerdictKind


@dataclass(frozen=True)
class Checks:
    """How often something was looked at, and how it came out."""

    passed: int = 0
    failed: int = 0
    failed_by: int = 0
    """How many different members found so."""


@dataclass(frozen=True)
class TrackRecord:
    """What is known of a worker."""

    jobs: int
    prompt_tokens: int
    completion_tokens: int
    tokens_per_second: float
    """Of answers, over all of its work."""
    last_at: float
    """When it last worked, in seconds since 1970."""
    finished: Checks
    """Passed: came to its end. Failed: the worker vanished."""
    canaries: Checks
    rechecks: Checks


@dataclass
class _Totals:
    jobs: set[tuple[str, str]] = field(default_factory=set)
    """With who asked."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    last_at: float = 0.0

    def add(self, work: Work) -> None:
        self.jobs.add((work.job, work.requester.text))
        self.prompt_tokens += work.prompt_tokens
        self.completion_tokens += work.completion_tokens
        self.seconds += work.ended_at - work.begun_at
        self.last_at = max(self.last_at, work.ended_at)


class TrackRecords:
    """Add up what the log tells of workers."""

    def __init__(self, removed: Mapping[str, int] | None = None) -> None:
        """``removed`` is what the newest charter says."""
        self._removed = removed or {}
        self._totals: dict[str, _Totals] = {}
        self._verdicts: dict[str, dict[tuple[VerdictKind, str, str], bool]] = {}

    def enter_receipt(self, receipt: Receipt) -> None:
        """Take a receipt that counts; `Ledger.enter` says which do."""
        self._totals.setdefault(receipt.work.worker.text, _Totals()).add(receipt.work)

    def enter_verdict(self, verdict: Verdict) -> str:
        """Take a verdict; returns why it counts for nothing, if it does. The first one of a job stays."""
        requester = verdict.requester.text
        if was_removed(requester, verdict.requester_since, verdict.at, self._removed):
            return REMOVED
        known = self._verdicts.setdefault(verdict.worker.text, {})
        key = (verdict.kind, verdict.job, requester)
        if key in known:
            return DOUBLE
        known[key] = verdict.passed
        return ""

    def workers(self) -> tuple[str, ...]:
        """Return whose records there are."""
        return tuple(sorted(self._totals))

    def of(self, worker: str) -> TrackRecord:
        """Return a worker's record, one of nothing where the log has nothing."""
        totals = self._totals.get(worker, _Totals())
        return TrackRecord(
            len(totals.jobs),
            totals.prompt_tokens,
            totals.completion_tokens,
            totals.completion_tokens / totals.seconds if totals.seconds else 0.0,
            totals.last_at,
            *(
                self._checks(worker, kind, totals)
                for kind in (VerdictKind.FINISHED, VerdictKind.CANARY, VerdictKind.RECHECK)
            ),
        )

    def failed_by(self, worker: str) -> frozenset[str]:
        """Return which members found that a worker does not answer as its model would."""
        jobs = self._totals.get(worker, _Totals()).jobs
        return frozenset(
            requester
            for (about, job, requester), passed in self._verdicts.get(worker, {}).items()
            if not passed and about is not VerdictKind.FINISHED and (job, requester) in jobs
        )

    def _checks(self, worker: str, kind: VerdictKind, totals: _Totals) -> Checks:
        found = [
            (requester, passed)
            for (about, job, requester), passed in self._verdicts.get(worker, {}).items()
            if about is kind and (job, requester) in totals.jobs
        ]
        failed = [requester for requester, passed in found if not passed]
        return Checks(len(found) - len(failed), len(failed), len(set(failed)))
