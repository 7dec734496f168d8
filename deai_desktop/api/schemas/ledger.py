"""The books of a pool over the wire: credits, track records, the state of the log, and work by day."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

MOST_DAYS = 366


class ChecksView(BaseModel):
    """How often something was looked at, and how it came out."""

    passed: int = 0
    failed: int = 0
    failed_by: int = 0
    """How many different members found so; each verdict is one member's word."""


class TrackRecordView(BaseModel):
    """What the log tells of a member's work for others."""

    jobs: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    tokens_per_second: float = 0.0
    last_at: float = 0.0
    """When it last worked; 0 for never."""
    finished: ChecksView = ChecksView()
    """Failed: jobs in whose middle it vanished."""
    canaries: ChecksView = ChecksView()
    """Questions whose answers the asker knew."""
    rechecks: ChecksView = ChecksView()
    """Answers that the asker's own PC looked at again with the same model."""


class MemberAccount(BaseModel):
    """What the log says of one member, or of one who has left."""

    device: str
    name: str = ""
    """Empty where this PC has never seen a certificate of it."""
    is_this_pc: bool = False
    given: int
    """Credits for its work for others."""
    got: int
    """Credits' worth of others' work for it."""
    credit: int
    """Given less got: it orders queues, and is no money."""
    record: TrackRecordView
    is_suspect: bool = False
    """Whether checks found that it answers with another model than it says; it is asked last."""
    junk: int = 0
    """Entries it put into the log that are neither receipt nor verdict."""
    flooding: int = 0
    """Questions for the log that were too many; only the founder's PC counts them."""


class LogView(BaseModel):
    """How this PC's copy of the pool's log stands."""

    entries: int
    signed_at: float = 0.0
    """When the newest head was signed that the copy fits; 0 before the first."""
    is_consistent: bool = True
    """Whether nobody has shown a signed head that does not fit."""
    forks: int = 0
    """Signed heads that prove that the log was rewritten."""
    is_behind: bool = False
    """Whether somebody knows of a longer log."""
    waiting: int = 0
    """Entries of this PC that are not in the log yet."""
    ignored: dict[str, int] = {}
    """Entries that count for nothing, by the reason."""
    problem: str = ""
    """What is wrong with it, in words for people."""


class PoolLedger(BaseModel):
    """The books of a pool, who has most credit first."""

    members: list[MemberAccount]
    log: LogView


class DayWork(BaseModel):
    """What this PC did on one day for one member of a pool."""

    day: date
    pool: str
    device: str
    name: str = ""
    jobs: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    """In which it worked on them; jobs run beside each other."""
    credits: int


class WorkDays(BaseModel):
    """What this PC did for others, by receipts that both sides signed: today's first."""

    days: list[DayWork]
