"""Certificates as NATS reads them: JSON Web Tokens of version 2, signed with Ed25519.

What is read here comes from strangers: it is bounded and checked before anything of it is believed. The format is that
of nats-io/jwt; its reader accepts more than this one does.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from deai_desktop.core.base64url import decoded, encoded
from deai_desktop.pool.errors import BadCertificateError
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey

LONGEST = 32_000
"""Characters of a certificate; a pool with 200 removed members takes some 20,000."""

_HEADER = {"typ": "JWT", "alg": "ed25519-nkey"}
ALLOWED_SKEW = 120
"""Seconds that a clock may be behind the one which signed."""


class _Claims(BaseModel):
    iss: str = Field(max_length=100)
    sub: str = Field(max_length=100)
    iat: int = Field(ge=0, le=2**40)
    exp: int | None = Field(default=None, ge=0, le=2**40)
    name: str = Field(default="", max_length=200)
    nats: dict[str, Any]


@dataclass(frozen=True)
class Certificate:
    """Hold what a certificate says, after its signature was found right; whose it is, the reader must know."""

    issuer: PublicKey
    subject: PublicKey
    name: str
    issued_at: int
    expires_at: int | None
    """Seconds since 1970; None for one that stays."""
    says: Mapping[str, Any]
    """The part that is NATS' own."""


def sign_certificate(
    issuer: KeyPair,
    subject: PublicKey,
    says: Mapping[str, Any],
    *,
    name: str,
    now: float,
    lifetime: float | None = None,
) -> str:
    """Write a certificate that the issuer gives to the subject."""
    claims: dict[str, Any] = {
        "iat": int(now),
        "iss": issuer.public.text,
        "sub": subject.text,
        "name": name,
        "nats": {**says, "version": 2},
    }
    if lifetime is not None:
        claims["exp"] = int(now + lifetime)
    # Nobody checks the id; it is to differ from one certificate to the next.
    claims["jti"] = base64.b32encode(hashlib.sha256(_json(claims)).digest()).decode().rstrip("=")
    signed = f"{encoded(_json(_HEADER))}.{encoded(_json(claims))}"
    return f"{signed}.{encoded(issuer.sign(signed.encode()))}"


def read_certificate(
    text: str, issuer: KeyKind, subject: KeyKind, *, now: float, is_expired_good: bool = False
) -> Certificate:
    """Check signature and time of a certificate that this kind of key gave to that one.

    Raises `BadCertificateError`, `BadKeyError` or `BadSignatureError`.
    """
    if len(text) > LONGEST or text.count(".") != 2:
        raise BadCertificateError("It is no certificate.")
    head, _, signature = text.rpartition(".")
    header, body = (_loaded(part) for part in head.split("."))
    if header != _HEADER:
        raise BadCertificateError("It is signed in a way that is not known here.")
    try:
        claims = _Claims.model_validate(body)
    except ValidationError:
        raise BadCertificateError("It does not say what a certificate has to.") from None
    issued_by = PublicKey(claims.iss, issuer)
    issued_by.check(head.encode(), _bytes(signature))
    if claims.nats.get("version") != 2:
        raise BadCertificateError("It is of another version.")
    if claims.iat > now + ALLOWED_SKEW:
        raise BadCertificateError("It is from the future; is this PC's clock right?")
    if claims.exp is not None and claims.exp <= now and not is_expired_good:
        raise BadCertificateError("It has expired.")
    given_to = PublicKey(claims.sub, subject)
    return Certificate(issued_by, given_to, claims.name, claims.iat, claims.exp, claims.nats)


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _bytes(text: str) -> bytes:
    try:
        return decoded(text)
    except ValueError:
        raise BadCertificateError("It is damaged.") from None


def _loaded(part: str) -> Any:
    try:
        return json.loads(_bytes(part))
    except (ValueError, RecursionError):
        raise BadCertificateError("It is damaged.") from None
