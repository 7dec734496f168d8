"""Verdicts: what a requester noted of a worker's job, signed, for all members to see.

A verdict is one member's word, and it is shown as that: how often, and by how many different members.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import ValidationError

from deai_desktop.pool.errors import BadReceiptError
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
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


class VerdictKind(StrEnum):
    """What was looked at."""

    CANARY = "canary"
    """The answer to a question whose answer is known."""
    RECHECK = "recheck"
    """Some tokens of an answer, made again here with the same model."""
    FINISHED = "finished"
    """Whether the job came to its end, or the worker vanished."""


class _Text(Strict):
    kind: Literal["verdict"] = "verdict"
    about: Literal["canary", "recheck", "finished"]
    job: Job
    worker: Key
    requester: Key
    passed: bool
    at: Moment
    by_requester: Signature
    requester_certificate: CertificateText


@dataclass(frozen=True)
class Verdict:
    """What a requester says of a job."""

    kind: VerdictKind
    job: str
    worker: PublicKey
    requester: PublicKey
    passed: bool
    at: float
    """Seconds since 1970."""
    requester_since: int = 0
    """When the requester's certificate was given; known of one that was read."""


def sign_verdict(verdict: Verdict, pool: PublicKey, device: KeyPair, certificate: str) -> bytes:
    """Return what goes into the log."""
    if verdict.requester != device.public:
        raise BadReceiptError("The verdict is another device's.")
    try:
        text = _Text(
            about=verdict.kind.value,
            job=verdict.job,
            worker=verdict.worker.text,
            requester=verdict.requester.text,
            passed=verdict.passed,
            at=verdict.at,
            by_requester=signature_text(device.sign(_statement(pool, verdict))),
            requester_certificate=certificate,
        )
    except ValidationError:
        raise BadReceiptError("The verdict is out of bounds.") from None
    return text.model_dump_json().encode()


def read_verdict(data: bytes, members: PastMembers) -> Verdict:
    """Read what a member said. Raises `BadReceiptError`, `BadSignatureError` and `BadKeyError`."""
    try:
        text = _Text.model_validate_json(data if len(data) <= LARGEST_ENTRY else b"")
    except ValidationError:
        raise BadReceiptError("It can't be understood.") from None
    if text.worker == text.requester:
        raise BadReceiptError("Nobody judges themselves.")
    requester = members.device(text.requester)
    membership = members.member(text.requester_certificate, requester, text.at)
    if not membership.role.can_request:
        raise BadReceiptError("The requester may not request.")
    verdict = Verdict(
        VerdictKind(text.about),
        text.job,
        members.device(text.worker),
        requester,
        text.passed,
        text.at,
        membership.issued_at,
    )
    requester.check(_statement(members.pool, verdict), signature_bytes(text.by_requester))
    return verdict


def _statement(pool: PublicKey, verdict: Verdict) -> bytes:
    said = (
        *(pool.text, verdict.kind.value, verdict.job, verdict.worker.text, verdict.requester.text),
        *(verdict.passed, verdict.at),
    )
    return "\n".join(["deai pool verdict 1", *map(str, said)]).encode()
