"""What this PC did for a pool's members, day by day, by the receipts that it keeps: they outlast a restart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger.credits import credits_of
from deai_desktop.pool.ledger.log_entries import LogEntry, read_entry
from deai_desktop.pool.ledger.log_repository import LogRepository
from deai_desktop.pool.ledger.receipts import Receipt
from deai_desktop.pool.ledger.statements import PastMembers


@dataclass
class DayOfWork:
    """What was done for one member on one day."""

    day: date
    """As this PC's clock has it."""
    requester: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    credits: int = 0
    _jobs: set[str] = field(default_factory=set)

    @property
    def jobs(self) -> int:
        """How many jobs it was; one that went on past midnight counts on both days."""
        return len(self._jobs)

    def add(self, work: Work) -> None:
        """Take in a part of a job."""
        self._jobs.add(work.job)
        self.prompt_tokens += work.prompt_tokens
        self.completion_tokens += work.completion_tokens
        self.seconds += work.ended_at - work.begun_at
        self.credits += credits_of(work)


def work_days(kept: Iterable[Work], since: date) -> list[DayOfWork]:
    """Add up work from a day on: the last day first, and who had most of it."""
    days: dict[tuple[date, str], DayOfWork] = {}
    seen: set[tuple[str, int]] = set()
    for work in kept:
        day = datetime.fromtimestamp(work.ended_at).astimezone().date()
        if day < since or (work.job, work.part) in seen:
            continue
        seen.add((work.job, work.part))
        who = work.requester.text
        days.setdefault((day, who), DayOfWork(day, who)).add(work)
    return sorted(days.values(), key=lambda one: (-one.day.toordinal(), -one.credits, one.requester))


def kept_work(repository: LogRepository, charter: Charter, device: str) -> Iterator[Work]:
    """Yield what a device did: what is in the log, and what it has appended and not found there yet."""
    members = PastMembers(charter)
    # First what may be in the log a moment later: nothing is missed, and nothing counts twice.
    for one in repository.unconfirmed(float("inf")):
        said = read_entry(LogEntry(device, one.content), members)
        if isinstance(said, Receipt):
            yield said.work
    for receipt in repository.receipts_kept_by(device):
        yield receipt.work
