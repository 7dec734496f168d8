"""Who belongs to a pool, told without asking anybody: by the pool's key, its charter and a member's certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, Field, ValidationError

from deai_desktop.pool.errors import BadCertificateError
from deai_desktop.pool.identity.certificates import ALLOWED_SKEW, Certificate, read_certificate
from deai_desktop.pool.identity.keys import KeyKind, PublicKey
from deai_desktop.pool.identity.roles import Role, scope

_MOST_KEYS = 100
_EVERYBODY = "*"
_LATEST = 2.0**41
INVITED_AS = "role:"
"""Begins the tag of a guest's certificate that says what they may join as."""


class _SigningKey(BaseModel):
    kind: str
    key: str
    role: Role
    template: dict[str, object]


class _Says(BaseModel):
    type: str
    signing_keys: list[_SigningKey] = Field(max_length=_MOST_KEYS)
    revocations: dict[str, int] = {}


@dataclass(frozen=True)
class Guest:
    """Who was invited, as far as the certificate goes; whether the invite was used, the founder knows."""

    key: PublicKey
    role: Role
    """To join with."""
    expires_at: int


@dataclass(frozen=True)
class Member:
    """A device that belongs to the pool."""

    device: PublicKey
    name: str
    role: Role
    expires_at: int
    """Seconds since 1970."""


@dataclass(frozen=True)
class Membership:
    """What a certificate said of a device while it counted; whether it was taken back, `Charter.removed` tells."""

    device: PublicKey
    name: str
    role: Role
    issued_at: int
    expires_at: int

    def covers(self, then: float) -> bool:
        """Whether it counted at that time, by a clock that may be a little off."""
        return self.issued_at - ALLOWED_SKEW <= then < self.expires_at


class Charter:
    """Tell members from others; hubs, which pass it on, can't alter it."""

    def __init__(self, pool: PublicKey, text: str, now: float) -> None:
        """Read a charter that the pool's key must have signed. Raises `BadCertificateError` and its like."""
        certificate = read_certificate(text, KeyKind.POOL, KeyKind.ACCOUNT, now=now)
        if certificate.issuer != pool:
            raise BadCertificateError("It is another pool's charter.")
        try:
            says = _Says.model_validate(certificate.says)
        except ValidationError:
            raise BadCertificateError("It is no charter of a pool.") from None
        if says.type != "account" or any(one.template != scope(one.role) for one in says.signing_keys):
            raise BadCertificateError("It gives members other rights than this version of DeAI knows.")
        self.pool = pool
        self.text = text
        self.name = certificate.name
        self.issued_at = certificate.issued_at
        self.account = certificate.subject.text
        """Public: what the pool is on its hubs."""
        self._roles = {one.key: one.role for one in says.signing_keys}
        self._removed = says.revocations

    def member(self, text: str, now: float) -> Member:
        """Return whose certificate this is. Raises `BadCertificateError` and its like for one that does not count."""
        certificate, role, expires_at = self._read(text, now)
        if not role.is_membership:
            raise BadCertificateError("It is an invite or a hub's, and no membership.")
        return Member(certificate.subject, certificate.name, role, expires_at)

    def hub(self, text: str, now: float) -> PublicKey:
        """Return which hub's certificate this is. Raises `BadCertificateError` and its like."""
        certificate, role, _ = self._read(text, now)
        if role is not Role.HUB:
            raise BadCertificateError("It is not a hub's.")
        return certificate.subject

    def role_of(self, text: str, now: float) -> Role:
        """Return what a member of it may do or could do, also when the certificate has expired since.

        Raises `BadCertificateError` and its like.
        """
        kinds = (KeyKind.ACCOUNT, KeyKind.DEVICE)
        certificate = read_certificate(text, *kinds, now=now, is_expired_good=True)
        if (role := self._roles.get(certificate.issuer.text)) is None:
            raise BadCertificateError("It is not from this pool.")
        return role

    def past_member(self, text: str) -> Membership:
        """Return what a certificate said in its time, which may be over; who was removed since is not refused.

        Raises `BadCertificateError` and its like.
        """
        certificate, role, expires_at = self._signed_for_us(text, _LATEST, is_expired_good=True)
        if not role.is_membership:
            raise BadCertificateError("It is an invite, and no membership.")
        return Membership(certificate.subject, certificate.name, role, certificate.issued_at, expires_at)

    @property
    def removed(self) -> Mapping[str, int]:
        """Whose certificates don't count that were given until then: by device, or * for all."""
        return self._removed

    def guest(self, text: str, now: float) -> Guest:
        """Return what an invite's certificate says. Raises `BadCertificateError` and its like."""
        certificate, role, expires_at = self._read(text, now)
        tags = certificate.says.get("tags")
        wanted = str(tags[0]).removeprefix(INVITED_AS) if isinstance(tags, list) and len(tags) == 1 else ""
        if role is not Role.GUEST or wanted not in {one.value for one in Role if one is not Role.GUEST}:
            raise BadCertificateError("It is no invite.")
        return Guest(certificate.subject, Role(wanted), expires_at)

    def _read(self, text: str, now: float) -> tuple[Certificate, Role, int]:
        certificate, role, expires_at = self._signed_for_us(text, now)
        device = certificate.subject
        removed = max(self._removed.get(device.text, -1), self._removed.get(_EVERYBODY, -1))
        if certificate.issued_at <= removed:
            raise BadCertificateError("Its member was removed from the pool.")
        return certificate, role, expires_at

    def _signed_for_us(
        self, text: str, now: float, *, is_expired_good: bool = False
    ) -> tuple[Certificate, Role, int]:
        certificate = read_certificate(
            text, KeyKind.ACCOUNT, KeyKind.DEVICE, now=now, is_expired_good=is_expired_good
        )
        role = self._roles.get(certificate.issuer.text)
        says = certificate.says
        if role is None or says.get("issuer_account") != self.account or says.get("type") != "user":
            raise BadCertificateError("It is not from this pool.")
        if certificate.expires_at is None:
            raise BadCertificateError("It would count for ever.")
        return certificate, role, certificate.expires_at
