"""Ed25519 keys as NATS writes them: a letter for what the key stands for, then 55 of base32.

The format is that of the NKeys specification (nats-io/nkeys): a prefix byte, 32 bytes and a CRC-16, in base32 without
padding. A seed is the private half and lives in the vault only.
"""

from __future__ import annotations

import base64
import binascii
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from deai_desktop.pool.errors import BadKeyError, BadSignatureError

_LENGTH = 32
_SEED = 18 << 3


class KeyKind(Enum):
    """What a key stands for; the value is NATS' prefix byte, the first letter of the text."""

    POOL = 14 << 3
    """Whoever founded the pool; NATS says operator, and writes O."""
    ACCOUNT = 0
    """What a pool is on its hubs, and what signs certificates in its name: A."""
    DEVICE = 20 << 3
    """A member's PC; NATS says user, and writes U."""


class PublicKey:
    """A key that signatures are checked with; equal where the text is."""

    def __init__(self, text: str, kind: KeyKind) -> None:
        """Read a key of that kind. Raises `BadKeyError`."""
        data = _decoded(text, 1 + _LENGTH)
        if data[0] != kind.value:
            raise BadKeyError("It is a key of another kind.")
        self.text = text
        self.kind = kind
        self._key = Ed25519PublicKey.from_public_bytes(data[1:])

    def __repr__(self) -> str:
        return f"PublicKey({self.text})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def check(self, data: bytes, signature: bytes) -> None:
        """Raise `BadSignatureError` unless whoever holds the private half has signed the data."""
        try:
            self._key.verify(signature, data)
        except InvalidSignature:
            raise BadSignatureError("The signature is not by the key that it names.") from None


class KeyPair:
    """Both halves; the private one is never shown but by `seed`."""

    def __init__(self, kind: KeyKind, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.kind = kind
        self.public = PublicKey(_encoded(bytes([kind.value]) + private.public_key().public_bytes_raw()), kind)

    @classmethod
    def generate(cls, kind: KeyKind) -> KeyPair:
        """Make a new one."""
        return cls(kind, Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: str, kind: KeyKind) -> KeyPair:
        """Read the private half. Raises `BadKeyError`, which never shows it."""
        data = _decoded(seed, 2 + _LENGTH)
        if data[:2] != _seed_prefix(kind):
            raise BadKeyError("It is no seed of this kind.")
        return cls(kind, Ed25519PrivateKey.from_private_bytes(data[2:]))

    @property
    def seed(self) -> str:
        """The private half, for the vault."""
        return _encoded(_seed_prefix(self.kind) + self._private.private_bytes_raw())

    def __repr__(self) -> str:
        return f"KeyPair({self.public.text})"

    def sign(self, data: bytes) -> bytes:
        """Return the signature, 64 bytes."""
        return self._private.sign(data)


def _seed_prefix(kind: KeyKind) -> bytes:
    """Return both bytes: five bits say that it is a seed, the next eight of what."""
    return bytes([_SEED | kind.value >> 5, (kind.value & 31) << 3])


def _encoded(data: bytes) -> str:
    check = binascii.crc_hqx(data, 0).to_bytes(2, "little")
    return base64.b32encode(data + check).decode().rstrip("=")


def _decoded(text: str, length: int) -> bytes:
    """Return what stands before the check sum; there is one way to write it."""
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8)) if len(text) <= 100 else b""
    except (ValueError, binascii.Error):
        data = b""
    if len(data) != length + 2 or _encoded(data[:-2]) != text:
        raise BadKeyError("It is damaged, or no key at all.")
    return data[:-2]
