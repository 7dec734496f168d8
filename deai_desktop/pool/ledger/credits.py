"""Credits: what each member's balance is, by replay of the log's receipts. They order queues and are no money.

A token of an answer counts ten credits, a token of a prompt one, for prompts are read many at a time. The model's size
does not count: a receipt names its file by hash only, and what a member says of its size could not be checked by who
does not have it.

What one side is credited, the other is debited, in whole numbers: all balances together are always nought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger.log_entries import Nothing, Said
from deai_desktop.pool.ledger.receipts import Receipt

CREDITS_PER_TOKEN = 10
CREDITS_PER_PROMPT_TOKEN = 1
_EVERYBODY = "*"
DOUBLE = "It is in the log already."
REMOVED = "A member was removed before it was signed."


def credits_for(prompt_tokens: int, completion_tokens: int) -> int:
    """Return what so many tokens count."""
    return completion_tokens * CREDITS_PER_TOKEN + prompt_tokens * CREDITS_PER_PROMPT_TOKEN


def credits_of(work: Work) -> int:
    """Return what the worker is credited, and the requester debited."""
    return credits_for(work.prompt_tokens, work.completion_tokens)


def was_removed(device: str, since: int, then: float, removed: Mapping[str, int]) -> bool:
    """Whether what a member signed does not count, by the charter: removed before, and not admitted again."""
    when = max(removed.get(device, -1), removed.get(_EVERYBODY, -1))
    return since <= when < then


class Ledger:
    """Add up receipts, in the log's order."""

    def __init__(self, removed: Mapping[str, int] | None = None) -> None:
        """``removed`` is what the newest charter says."""
        self._removed = removed or {}
        self._given: Counter[str] = Counter()
        self._got: Counter[str] = Counter()
        self._seen: set[tuple[str, str, int]] = set()
        self.ignored: Counter[str] = Counter()
        """How many entries counted for nothing, by the reason."""

    @property
    def balances(self) -> dict[str, int]:
        """Credits by device; who never worked or asked is not in it."""
        return {device: self.balance(device) for device in self._given.keys() | self._got.keys()}

    def balance(self, device: str) -> int:
        """Return a member's credits, below nought for who asked more than worked."""
        return self.given(device) - self.got(device)

    def given(self, device: str) -> int:
        """Return what a member's work for others counts, in credits."""
        return self._given.get(device, 0)

    def got(self, device: str) -> int:
        """Return what others' work for a member counts, in credits."""
        return self._got.get(device, 0)

    @property
    def counted(self) -> int:
        """How many receipts counted."""
        return len(self._seen)

    def enter(self, said: Said) -> bool:
        """Take the next entry; False when no credits came of it."""
        if isinstance(said, Nothing):
            self.ignored[said.reason] += 1
            return False
        if not isinstance(said, Receipt):
            return False
        if reason := self._reason_against(said):
            self.ignored[reason] += 1
            return False
        work = said.work
        # A job that goes on at another worker may begin to count its parts again.
        self._seen.add((work.job, work.worker.text, work.part))
        self._given[work.worker.text] += credits_of(work)
        self._got[work.requester.text] += credits_of(work)
        return True

    def _reason_against(self, receipt: Receipt) -> str:
        work = receipt.work
        if (work.job, work.worker.text, work.part) in self._seen:
            return DOUBLE
        worker, requester = work.worker.text, work.requester.text
        if was_removed(worker, receipt.worker_since, work.ended_at, self._removed) or was_removed(
            requester, receipt.requester_since, work.ended_at, self._removed
        ):
            return REMOVED
        return ""
