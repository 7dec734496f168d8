"""What worker and requester hand to whoever keeps the books of a pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from deai_desktop.pool.keys import PublicKey

PART_TOKENS = 256
"""Of an answer, after which a receipt is due."""
AGREE_SECONDS = 10.0
"""In which the requester has to agree; who does not gets no more for a while."""
LARGEST_RECEIPT = 32 * 1024


@dataclass(frozen=True)
class Work:
    """Hold what was done in one part of a job; nothing of what was said."""

    job: str
    """32 hex digits."""
    worker: PublicKey
    requester: PublicKey
    model: str
    sha256: str
    """Of the model's file; empty where it is not known."""
    part: int
    """1, 2 and so on."""
    prompt_tokens: int
    """In the first part only."""
    completion_tokens: int
    begun_at: float
    """By the worker's clock, in seconds since 1970."""
    ended_at: float


class Books(Protocol):
    """Make and keep receipts. All of it is called on the event loop, and has to return at once."""

    def propose(self, work: Work) -> bytes:
        """Return a receipt with the worker's signature."""
        ...

    def agree(self, proposal: bytes, work: Work) -> bytes:
        """Return the receipt with both signatures. Raises `PoolError` where the proposal says something else."""
        ...

    def keep(self, receipt: bytes) -> None:
        """Take a receipt that the requester sent back. Raises `PoolError` for one that is not right."""
        ...
