"""What members sign for the log has in common: numbers within bounds, signatures as text, who was a member when."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from deai_desktop.pool.errors import BadReceiptError, PoolError
from deai_desktop.pool.identity.charter import Charter, Membership
from deai_desktop.pool.identity.keys import KeyKind, PublicKey

LARGEST_ENTRY = 4096
"""Bytes of an entry in the log; a receipt takes some 2,300, most of it certificates."""

_MOST_CERTIFICATES = 10_000
_Value = TypeVar("_Value")

Job = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Key = Annotated[str, Field(min_length=56, max_length=56)]
Signature = Annotated[str, Field(min_length=88, max_length=88)]
CertificateText = Annotated[str, Field(min_length=1, max_length=1400)]
Moment = Annotated[float, Field(ge=0, le=2**40, allow_inf_nan=False)]


class Strict(BaseModel):
    """Accept just what is named, of just that kind."""

    model_config = ConfigDict(extra="forbid", strict=True)


def signature_text(signature: bytes) -> str:
    """Return the one way to write it."""
    return base64.b64encode(signature).decode()


def signature_bytes(text: str) -> bytes:
    """Return the signature. Raises `BadReceiptError` for text that is none."""
    try:
        signature = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        signature = b""
    if len(signature) != 64 or signature_text(signature) != text:
        raise BadReceiptError("A signature is damaged.")
    return signature


class PastMembers:
    """Tell from certificates who was a member when; each is checked once."""

    def __init__(self, charter: Charter) -> None:
        self.charter = charter
        self._known: dict[str, Membership] = {}
        self._keys: dict[str, PublicKey] = {}

    @property
    def pool(self) -> PublicKey:
        """Whose members."""
        return self.charter.pool

    @property
    def met(self) -> tuple[Membership, ...]:
        """What the certificates say that were found good."""
        return tuple(self._known.values())

    def device(self, text: str) -> PublicKey:
        """Return a device's key. Raises `BadKeyError`."""
        if (key := self._keys.get(text)) is None:
            key = PublicKey(text, KeyKind.DEVICE)
            _keep(self._keys, text, key)
        return key

    def member(self, certificate: str, device: PublicKey, then: float) -> Membership:
        """Return what the device was at that time. Raises `BadReceiptError` when it was no member."""
        if (membership := self._known.get(certificate)) is None:
            try:
                membership = self.charter.past_member(certificate)
            except PoolError as error:
                raise BadReceiptError(f"A certificate does not count: {error.message}") from None
            _keep(self._known, certificate, membership)
        if membership.device != device:
            raise BadReceiptError("A certificate is another device's.")
        if not membership.covers(then):
            raise BadReceiptError("A certificate did not count at that time.")
        return membership


def _keep(known: dict[str, _Value], key: str, value: _Value) -> None:
    if len(known) >= _MOST_CERTIFICATES:
        known.clear()
    known[key] = value
