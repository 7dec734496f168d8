"""What the books of a pool are good for while members deal with each other: receipts, turns, names, and trust."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import PublicKey
from deai_desktop.pool.ledger.books import Books
from deai_desktop.pool.ledger.fair_share import FairShare
from deai_desktop.pool.ledger.verdicts import VerdictKind

NoteVerdict = Callable[[VerdictKind, str, PublicKey, bool], Awaitable[None]]
"""Tells all members of a job, its worker, and whether that passed. Raises `PoolError`."""


async def _tell_nobody(kind: VerdictKind, job: str, worker: PublicKey, passed: bool) -> None:
    return


@dataclass(frozen=True)
class Dealings:
    """Hold that for one connection; what is left out takes everybody for the same."""

    books: Books | None = None
    share: FairShare = field(default_factory=lambda: FairShare(lambda _: 0))
    meet: Callable[[Member], None] = lambda _: None
    """Hears of members as their certificates come in."""
    is_suspect: Callable[[str], bool] = lambda _: False
    """Whether checks found fault with a worker, by its device."""
    note_verdict: NoteVerdict = _tell_nobody
