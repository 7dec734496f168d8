"""What requester and worker say before a job: an offer, and a claim or a refusal."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from deai_desktop.pool.errors import BadMessageError
from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
from deai_desktop.pool.identity.members import Members
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.identity.signed import (
    JobId,
    KeyText,
    ModelName,
    SaidLine,
    Seconds,
    Sha256,
    SignedBody,
    Tokens,
    read_message,
    sign_message,
)

LARGEST_OFFER = 64 * 1024
_OFFER, _ANSWER = "offer", "answer"
MAY_ASK = frozenset(role for role in Role if role.can_request)
MAY_WORK = frozenset(role for role in Role if role.can_work)


class JobKind(StrEnum):
    """What is to be done."""

    GENERATE = "generate"
    EMBED = "embed"


class Reason(StrEnum):
    """Why a worker does not do a job."""

    BUSY = "busy"
    MODEL_GONE = "model_gone"
    RULES = "rules"
    """The owner's."""
    THROTTLED = "throttled"
    MEMBERSHIP = "membership"
    """Who asks is no member, or none that may ask."""
    STALE = "stale"
    """The offer came before, or long ago."""


class Offer(SignedBody):
    """Ask one worker for one job; of the prompt it says no more than how long it is."""

    job: JobId
    worker: KeyText
    key: KeyText
    """For this job alone."""
    kind: Literal["generate", "embed"]
    model: ModelName
    sha256: Sha256 | Literal[""] = ""
    prompt_tokens: Tokens
    """As far as the requester can tell."""
    wanted_tokens: Tokens
    """The most that are wanted; where no bound is given, about as many as will come."""
    deadline: Seconds | None = None
    at: Seconds
    """Seconds since 1970."""


class Answer(SignedBody):
    """Claim a job, or refuse it with a reason."""

    job: JobId
    offer: Sha256
    """Of the message that is answered."""
    key: KeyText = ""
    """For this job alone; empty in a refusal."""
    reason: Literal["", "busy", "model_gone", "rules", "throttled", "membership", "stale"] = ""
    message: SaidLine = ""
    wait: Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)] = 0.0
    """Seconds until it is worth to ask again."""


class RefusedError(BadMessageError):
    """Say that a worker does not do a job; `reason` says why."""

    code = "offer_refused"
    default_title = "A member of the pool refused the job"

    def __init__(self, reason: Reason, message: str = "", wait: float = 0.0) -> None:
        super().__init__(message or reason.value)
        self.reason = reason
        self.wait = wait


def hash_of(offer: bytes) -> str:
    """Return what an answer names an offer by."""
    return hashlib.sha256(offer).hexdigest()


def sign_offer(device: KeyPair, pool: PublicKey, offer: Offer) -> bytes:
    """Return the message."""
    return sign_message(device, _OFFER, pool, offer)


def read_offer(message: bytes, worker: PublicKey, members: Members) -> tuple[Member, Offer]:
    """Return who offers what to this worker. Raises `PoolError` and its like."""
    member, offer = read_message(message, _OFFER, Offer, members, LARGEST_OFFER)
    if offer.worker != worker.text:
        raise BadMessageError("It is meant for another worker.")
    return member, offer


def sign_answer(device: KeyPair, pool: PublicKey, answer: Answer) -> bytes:
    """Return the message."""
    return sign_message(device, _ANSWER, pool, answer)


def read_claim(
    message: bytes, offer: bytes, job: str, worker: PublicKey, members: Members
) -> tuple[Member, Answer]:
    """Return the claim of the worker to whom the offer went.

    Raises `RefusedError` for its refusal, and `PoolError` and its like for anything else.
    """
    member, answer = read_message(message, _ANSWER, Answer, members, LARGEST_OFFER)
    if member.device != worker or answer.job != job or answer.offer != hash_of(offer):
        raise BadMessageError("It answers another offer.")
    if answer.reason:
        raise RefusedError(Reason(answer.reason), answer.message, answer.wait)
    if member.role not in MAY_WORK:
        raise BadMessageError("It is from a member who does not work for others.")
    return member, answer
