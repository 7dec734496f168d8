"""Cuts a job's work into parts, each with a receipt that the requester has to agree to."""

from __future__ import annotations

import base64
import binascii
import logging
import time
from collections.abc import Callable

from deai_desktop.pool.errors import BadMessageError, PoolError
from deai_desktop.pool.jobs.frames import AgreedFrame, ReceiptFrame
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger.books import AGREE_SECONDS, PART_TOKENS, Books

log = logging.getLogger(__name__)


class WorkerParts:
    """Count a job's tokens and propose receipts; with no books, count only."""

    def __init__(
        self,
        books: Books | None,
        draft: Callable[[int, int, int, float, float], Work],
        put: Callable[[ReceiptFrame], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Take what makes a `Work` of part, prompt tokens, completion tokens, begin and end."""
        self._books = books
        self._draft = draft
        self._put = put
        self._clock = clock
        self._begun_at = clock()
        self._due: dict[int, float] = {}
        self._part = 0
        self._told = 0
        self.prompt_tokens = 0
        self.written = 0
        """Tokens of the answer so far."""

    @property
    def is_overdue(self) -> bool:
        """Whether the requester did not agree in time."""
        return any(self._clock() > due for due in self._due.values())

    @property
    def is_settled(self) -> bool:
        """Whether the requester agreed to all that was proposed."""
        return not self._due

    @property
    def used(self) -> int:
        """All tokens, those of the prompt included."""
        return self.prompt_tokens + self.written

    def start(self) -> None:
        """Hear that the work begins now: what was waited before is none of it."""
        self._begun_at = self._clock()

    def begin(self, prompt_tokens: int) -> None:
        """Hear how long the prompt is."""
        self.prompt_tokens = prompt_tokens

    def write(self, tokens: int) -> bool:
        """Hear of more tokens of the answer; True where that ended a part."""
        self.written += tokens
        if self.written - self._told < PART_TOKENS:
            return False
        self._propose(is_last=False)
        return True

    def end(self, completion_tokens: int | None = None) -> None:
        """Propose what is left; ``completion_tokens`` are all of the answer, where the engine has said it."""
        self.written = max(self.written, completion_tokens or 0)
        if self.used and (self.written > self._told or not self._part):
            self._propose(is_last=True)

    async def settle(self, agreed: AgreedFrame) -> None:
        """Take what the requester agreed to. Raises `BadMessageError` and its like where it is not right."""
        if self._books is None or agreed.part not in self._due:
            raise BadMessageError("It is for nothing that was proposed.")
        try:
            receipt = base64.b64decode(agreed.receipt, validate=True)
        except (ValueError, binascii.Error):
            raise BadMessageError("It is damaged.") from None
        try:
            await self._books.keep(receipt)
        except Exception as error:
            if isinstance(error, PoolError) and error.code.startswith("bad_"):
                raise
            log.exception("a receipt could not be kept")  # not the requester's fault
        self._due.pop(agreed.part, None)

    def _propose(self, *, is_last: bool) -> None:
        self._part += 1
        now = self._clock()
        prompt_tokens = self.prompt_tokens if self._part == 1 else 0
        work = self._draft(self._part, prompt_tokens, self.written - self._told, self._begun_at, now)
        self._told, self._begun_at = self.written, now
        if self._books is None:
            return
        try:
            proposal = self._books.propose(work)
        except PoolError as error:
            log.warning("no receipt could be made: %s", error)
            return
        self._due[self._part] = now + AGREE_SECONDS
        self._put(
            ReceiptFrame(
                part=work.part,
                is_last=is_last,
                prompt_tokens=work.prompt_tokens,
                completion_tokens=work.completion_tokens,
                begun_at=work.begun_at,
                ended_at=work.ended_at,
                proposal=base64.b64encode(proposal).decode(),
            )
        )
