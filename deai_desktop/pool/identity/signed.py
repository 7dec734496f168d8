"""Messages that a member signs: the signature, then JSON in which the member's certificate stands."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.pool.errors import BadMessageError
from deai_desktop.pool.identity.certificates import LONGEST
from deai_desktop.pool.identity.charter import Member
from deai_desktop.pool.identity.keys import KeyPair, PublicKey
from deai_desktop.pool.identity.members import Members

_SIGNATURE = 64
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"

JobId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
KeyText = Annotated[str, Field(max_length=100)]
ModelName = Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
Tokens = Annotated[int, Field(ge=0, le=100_000_000)]
Seconds = Annotated[float, Field(ge=0, le=1e11, allow_inf_nan=False)]
SaidLine = Annotated[str, Field(max_length=300, pattern=ONE_LINE)]


class SignedBody(BaseModel):
    """What every signed message says."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    certificate: Annotated[str, Field(max_length=LONGEST)]


Body = TypeVar("Body", bound=SignedBody)


def sign_message(device: KeyPair, purpose: str, pool: PublicKey, body: SignedBody) -> bytes:
    """Return the message; it counts in this pool and for this purpose only."""
    said = body.model_dump_json().encode()
    return device.sign(_statement(purpose, pool, said)) + said


def read_message(
    message: bytes, purpose: str, kind: type[Body], members: Members, longest: int
) -> tuple[Member, Body]:
    """Return who says what. Raises `PoolError` and its like for what no member of the pool has signed."""
    body = unchecked(message, kind, longest)
    member = members.member(body.certificate)
    member.device.check(_statement(purpose, members.pool, message[_SIGNATURE:]), message[:_SIGNATURE])
    return member, body


def unchecked(message: bytes, kind: type[Body], longest: int) -> Body:
    """Return what a message says, whoever says it. Raises `BadMessageError`."""
    if not _SIGNATURE < len(message) <= longest:
        raise BadMessageError("It is too long, or empty.")
    try:
        return kind.model_validate_json(message[_SIGNATURE:])
    except ValidationError:
        raise BadMessageError("It can't be understood.") from None


def _statement(purpose: str, pool: PublicKey, said: bytes) -> bytes:
    return f"deai pool {purpose} 1\n{pool.text}\n".encode() + said
