"""The encrypted file's format: a header that tells how the key was made, then everything else sealed."""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from hashlib import scrypt, sha256
from hmac import compare_digest
from typing import TYPE_CHECKING

from deai_desktop.core.errors import VaultError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_FORMAT = "deai-vault"
_VERSION = 1
_CIPHER = "chacha20-poly1305"  # RFC 8439; as quick on PCs without AES instructions
_NONCE_BYTES = 12
_SALT_BYTES = 16
_MOST_MEMORY = 1 << 30
_LONGEST_HEADER = 1000


class DamagedFileError(VaultError):
    """Say that the file is not what we wrote."""


class WrongKeyError(VaultError):
    """Say that the file was sealed with another secret."""


@dataclass(frozen=True)
class Scrypt:
    """Say how costly each guess of the passphrase is (RFC 7914); needs ``128 * n * r`` bytes of memory."""

    n: int = 1 << 17
    r: int = 8
    p: int = 1

    def __post_init__(self) -> None:
        """Refuse what a forged file could stop us with."""
        is_power = self.n >= 2 and self.n & (self.n - 1) == 0
        if not (
            is_power and 1 <= self.r <= 32 and 1 <= self.p <= 16 and 128 * self.n * self.r <= _MOST_MEMORY
        ):
            raise ValueError("these parameters of scrypt are not ours")


@dataclass(frozen=True)
class FileKey:
    """What a secret became for one file: opens it as long as the salt stays."""

    cost: Scrypt
    salt: bytes
    cipher_key: bytes
    check: bytes
    """Tells a wrong secret from a damaged file, and costs who guesses as much as the whole file does."""

    @classmethod
    def make(cls, secret: bytes, cost: Scrypt, salt: bytes | None = None) -> FileKey:
        """Stretch a secret; without a ``salt``, for a new file."""
        salt = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
        room = 128 * cost.r * (cost.n + cost.p + 2)
        stretched = scrypt(secret, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=room * 2, dklen=64)
        return cls(cost, salt, stretched[:32], sha256(stretched[32:]).digest()[:16])

    def __repr__(self) -> str:
        return "FileKey()"


def seal(content: dict[str, str], key: FileKey) -> bytes:
    """Encrypt; the header is in the clear but can't be changed unnoticed."""
    header = json.dumps(
        {
            "format": _FORMAT,
            "version": _VERSION,
            "cipher": _CIPHER,
            "scrypt": asdict(key.cost) | {"salt": b64encode(key.salt).decode()},
            "check": b64encode(key.check).decode(),
        }
    ).encode()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return header + b"\n" + nonce + _cipher(key).encrypt(nonce, json.dumps(content).encode(), header)


def key_of(data: bytes, secret: bytes, known: FileKey | None = None) -> FileKey:
    """Make the key of an existing file, or take the known one when it fits; raises `WrongKeyError`."""
    header = data.partition(b"\n")[0]
    try:
        if len(header) > _LONGEST_HEADER:
            raise ValueError("too long")
        told = json.loads(header)
        if told["format"] != _FORMAT or not isinstance(told["version"], int):
            raise ValueError("another kind of file")
        if told["version"] > _VERSION:
            raise VaultError(
                "A newer version of DeAI wrote the encrypted file.", hint="Update DeAI; nothing was changed."
            )
        parameters = dict(told["scrypt"])
        salt = b64decode(parameters.pop("salt"), validate=True)
        check = b64decode(told["check"], validate=True)
        cost = Scrypt(**{name: int(value) for name, value in parameters.items()})
        if told["cipher"] != _CIPHER or len(salt) < _SALT_BYTES:
            raise ValueError("nothing we would write")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged() from None
    if known is not None and (known.cost, known.salt, known.check) == (cost, salt, check):
        return known
    key = FileKey.make(secret, cost, salt)
    if not compare_digest(key.check, check):
        raise WrongKeyError(
            "The encrypted file was made with another passphrase.",
            hint="Give the passphrase it was made with. Nothing was changed.",
        )
    return key


def unseal(data: bytes, key: FileKey) -> dict[str, str]:
    """Decrypt; raises `DamagedFileError` when a single bit is not as it was written."""
    from cryptography.exceptions import InvalidTag

    header, _, rest = data.partition(b"\n")
    try:
        content = json.loads(_cipher(key).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], header))
    except (InvalidTag, ValueError):
        raise _damaged() from None
    return {str(name): str(value) for name, value in content.items()}


def _cipher(key: FileKey) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key.cipher_key)


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "The encrypted file is damaged or was changed by somebody else.",
        hint="Restore it from a backup, or move it away and make the keys anew. Nothing was changed.",
    )
