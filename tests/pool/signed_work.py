"""Work, receipts and verdicts for tests, really signed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any

from deai_desktop.pool.identity.keys import KeyPair
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.receipts import ReceiptBooks
from deai_desktop.pool.ledger.statements import PastMembers
from deai_desktop.pool.ledger.verdicts import Verdict, VerdictKind, sign_verdict
from tests.pool.pools import Pool, new_device

MODEL_HASH = "ab" * 32


@dataclass
class Person:
    """A member with books."""

    pool: Pool
    role: Role = Role.BOTH
    device: KeyPair = field(default_factory=new_device)
    kept: list[bytes] = field(default_factory=list)
    newest_head: str = ""
    heads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.certificate = self.pool.admit(self.device, self.role, ago=3600)
        charter = self.pool.charter()

        async def append(entry: bytes) -> None:
            self.kept.append(entry)

        self.books = ReceiptBooks(
            self.device,
            lambda: self.certificate,
            lambda: charter,
            append,
            newest_head=lambda: self.newest_head,
            hear_head=self.heads.append,
        )

    @property
    def key(self) -> str:
        """As text."""
        return self.device.public.text


def work_of(worker: Person, requester: Person, number: int = 1, /, **changes: Any) -> Work:
    """Some work, done just now."""
    now = time.time()
    work = Work(
        job=f"{number:032x}",
        worker=worker.device.public,
        requester=requester.device.public,
        model="tiny-7b",
        model_sha256=MODEL_HASH,
        part=1,
        prompt_tokens=30,
        completion_tokens=256,
        begun_at=now - 5,
        ended_at=now,
    )
    return replace(work, **changes)


def receipt_of(worker: Person, requester: Person, number: int = 1, /, **changes: Any) -> bytes:
    """A receipt that both have signed."""
    work = work_of(worker, requester, number, **changes)
    return requester.books.agree(worker.books.propose(work), work)


def entry_of(worker: Person, requester: Person, number: int = 1, /, **changes: Any) -> LogEntry:
    """The same as it stands in the log."""
    return LogEntry(worker.key, receipt_of(worker, requester, number, **changes))


def verdict_of(
    worker: Person,
    requester: Person,
    number: int = 1,
    /,
    kind: VerdictKind = VerdictKind.CANARY,
    **changes: Any,
) -> LogEntry:
    """What the requester noted of a job."""
    verdict = Verdict(
        kind, f"{number:032x}", worker.device.public, requester.device.public, True, time.time()
    )
    data = sign_verdict(
        replace(verdict, **changes), requester.pool.founder.pool, requester.device, requester.certificate
    )
    return LogEntry(requester.key, data)


def members_of(pool: Pool) -> PastMembers:
    """Who reads the log."""
    return PastMembers(pool.charter())
