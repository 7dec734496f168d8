"""What worker and requester hand to whoever keeps the books of a pool."""

from __future__ import annotations

from typing import Protocol

from deai_desktop.pool.jobs.work import Work

PART_TOKENS = 256
"""Of an answer, after which a receipt is due."""
AGREE_SECONDS = 10.0
"""In which the requester has to agree; who does not gets no more for a while."""
LARGEST_RECEIPT = 32 * 1024


class Books(Protocol):
    """Make and keep receipts. Called on the event loop; what does not wait has to return at once."""

    def propose(self, work: Work) -> bytes:
        """Return a receipt with the worker's signature. Raises `PoolError`."""
        ...

    def agree(self, proposal: bytes, work: Work) -> bytes:
        """Return the receipt with both signatures. Raises `PoolError` where the proposal says something else."""
        ...

    async def keep(self, receipt: bytes) -> None:
        """Take a receipt that the requester sent back.

        Raises a `PoolError` whose code begins with ``bad_`` for one that is not right.
        """
        ...
