"""Receipts: a worker and a requester sign together what was done of a job.

The worker proposes, the requester agrees, the worker keeps it: appends it to the pool's log, for it is the worker's
credit. Both certificates are in it, so that it can be checked for ever by the pool's charter alone, also when who
signed has left. Beside it each side passes on the newest head of the log that it knows (see `log_head`).
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from deai_desktop.pool.errors import BadReceiptError
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
from deai_desktop.pool.jobs.work import Work
from deai_desktop.pool.ledger import log_head
from deai_desktop.pool.ledger.statements import (
    LARGEST_ENTRY,
    CertificateText,
    Job,
    Key,
    Moment,
    PastMembers,
    Signature,
    Strict,
    signature_bytes,
    signature_text,
)

_CLOCKS_DIFFER = 120.0
"""Seconds, at most, between the times that both sides noted."""
_LONGEST_PART = 7 * 24 * 3600.0
_ONE_LINE = r"^[^\x00-\x1f\x7f]+$"


class _Work(Strict):
    job: Job
    worker: Key
    requester: Key
    model: Annotated[str, Field(max_length=200, pattern=_ONE_LINE)]
    model_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    part: Annotated[int, Field(ge=1, le=1_000_000)]
    prompt_tokens: Annotated[int, Field(ge=0, le=10_000_000)]
    completion_tokens: Annotated[int, Field(ge=0, le=1_000_000)]
    begun_at: Moment
    ended_at: Moment


class _Text(Strict):
    """A proposal, and once the requester's half is in it a receipt."""

    kind: Literal["receipt"] = "receipt"
    work: _Work
    by_worker: Signature
    worker_certificate: CertificateText
    by_requester: Signature | None = None
    requester_certificate: CertificateText | None = None
    head: Annotated[str, Field(max_length=log_head.LONGEST)] = ""


@dataclass(frozen=True)
class Receipt:
    """What both sides have signed, after it was checked."""

    work: Work
    worker_since: int
    """When the worker's certificate was given, in seconds since 1970."""
    requester_since: int


def read_receipt(data: bytes, members: PastMembers) -> Receipt:
    """Read a receipt of the pool's members, whoever sent it.

    Raises `BadReceiptError`, `BadSignatureError` and `BadKeyError`. Whether somebody was removed before it was signed
    is not looked at here: the charter that says so may come later (see `credits`).
    """
    return _checked_receipt(_read(data), members)


class ReceiptBooks:
    """Sign receipts for this PC, as worker or as requester, and keep those that it earned."""

    def __init__(
        self,
        device: KeyPair,
        certificate: Callable[[], str],
        charter: Callable[[], Charter],
        append: Callable[[bytes], Awaitable[None]],
        *,
        newest_head: Callable[[], str] = str,
        hear_head: Callable[[str], None] = lambda head: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``append`` takes what belongs into the log; ``hear_head`` may raise `ForkError`, and no job goes on then."""
        self._device = device
        self._certificate = certificate
        self._charter = charter
        self._append = append
        self._newest_head = newest_head
        self._hear_head = hear_head
        self._clock = clock
        self._members = PastMembers(charter())

    def propose(self, work: Work) -> bytes:
        """Sign, as the worker, what was done."""
        if work.worker != self._device.public:
            raise BadReceiptError("The work is another device's.")
        text = _Text(
            work=_as_text(work),
            by_worker=signature_text(self._device.sign(_statement(self._charter().pool, work))),
            worker_certificate=self._certificate(),
            head=self._newest_head(),
        )
        return text.model_dump_json(exclude_none=True).encode()

    def agree(self, proposal: bytes, work: Work) -> bytes:
        """Sign, as the requester, what the worker proposed, if it says just what this side knows of it.

        Times may differ by two minutes, as clocks do. Raises `BadReceiptError`, `BadCertificateError` and their like.
        """
        members, text = self._newest_members(), _read(proposal)
        proposed = _work(text.work, members)
        if text.by_requester or text.requester_certificate:
            raise BadReceiptError("It is a receipt, and no proposal.")
        if work.requester != self._device.public or not _say_the_same(proposed, work):
            raise BadReceiptError("The worker's receipt says other than what was done.")
        members.charter.member(text.worker_certificate, self._clock())
        _check_worker(text, proposed, members)
        if abs(proposed.ended_at - self._clock()) > _CLOCKS_DIFFER:
            raise BadReceiptError("The worker's receipt is of another time; are both clocks right?")
        self._hear_head(text.head)
        signature = self._device.sign(_statement(members.pool, proposed))
        whole = text.model_copy(
            update={
                "by_requester": signature_text(signature),
                "requester_certificate": self._certificate(),
                "head": self._newest_head(),
            }
        )
        return whole.model_dump_json(exclude_none=True).encode()

    async def keep(self, receipt: bytes) -> None:
        """Append, as the worker, a receipt to the log. Raises `BadReceiptError` and its like."""
        text = _read(receipt)
        if _checked_receipt(text, self._newest_members()).work.worker != self._device.public:
            raise BadReceiptError("The work is another device's.")
        self._hear_head(text.head)
        await self._append(receipt)

    def _newest_members(self) -> PastMembers:
        charter = self._charter()
        if self._members.charter is not charter:
            self._members = PastMembers(charter)
        return self._members


def _read(data: bytes) -> _Text:
    if len(data) > LARGEST_ENTRY:
        raise BadReceiptError("It is too large.")
    try:
        return _Text.model_validate_json(data)
    except ValidationError:
        raise BadReceiptError("It can't be understood.") from None


def _checked_receipt(text: _Text, members: PastMembers) -> Receipt:
    if not text.by_requester or not text.requester_certificate:
        raise BadReceiptError("The requester did not agree.")
    work = _work(text.work, members)
    worker_since = _check_worker(text, work, members)
    membership = members.member(text.requester_certificate, work.requester, work.ended_at)
    if not membership.role.can_request:
        raise BadReceiptError("The requester may not request.")
    work.requester.check(_statement(members.pool, work), signature_bytes(text.by_requester))
    return Receipt(work, worker_since, membership.issued_at)


def _check_worker(text: _Text, work: Work, members: PastMembers) -> int:
    membership = members.member(text.worker_certificate, work.worker, work.ended_at)
    if not membership.role.can_work:
        raise BadReceiptError("The worker may not work.")
    work.worker.check(_statement(members.pool, work), signature_bytes(text.by_worker))
    return membership.issued_at


def _work(text: _Work, members: PastMembers) -> Work:
    if text.worker == text.requester:
        raise BadReceiptError("Nobody works for themselves.")
    if not 0 <= text.ended_at - text.begun_at <= _LONGEST_PART:
        raise BadReceiptError("It ended before it began, or took for ever.")
    said = dict(text)
    said |= {"worker": members.device(text.worker), "requester": members.device(text.requester)}
    return Work(**said)


def _as_text(work: Work) -> _Work:
    try:
        return _Work.model_validate(
            {**vars(work), "worker": work.worker.text, "requester": work.requester.text}
        )
    except ValidationError:
        raise BadReceiptError("What was done is out of bounds.") from None


def _say_the_same(proposed: Work, known: Work) -> bool:
    times = (proposed.begun_at - known.begun_at, proposed.ended_at - known.ended_at)
    same = replace(proposed, begun_at=known.begun_at, ended_at=known.ended_at) == known
    return same and all(abs(seconds) <= _CLOCKS_DIFFER for seconds in times)


def _statement(pool: PublicKey, work: Work) -> bytes:
    """Return what both sign: bound to this pool, and in one line each, so that no field runs into the next."""
    said = (
        *(
            pool.text,
            work.job,
            work.worker.text,
            work.requester.text,
            work.model,
            work.model_sha256,
            work.part,
        ),
        *(work.prompt_tokens, work.completion_tokens, work.begun_at, work.ended_at),
    )
    return "\n".join(["deai pool receipt 1", *map(str, said)]).encode()
