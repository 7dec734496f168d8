"""Keys of an update repository: made, kept as files, and read again."""

from __future__ import annotations

from getpass import getpass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner

from deai_desktop.core.files import write_safely
from installer.commands import BuildError

OFFLINE = ("root", "targets")
"""Roles whose keys decide what PCs install: encrypted, on a medium that is kept apart."""
ONLINE = ("snapshot", "timestamp")
"""Roles whose keys only say that the list is fresh: a job uses them daily, so without a passphrase."""
_SHORTEST_PASSPHRASE = 16


def ask_passphrase(file: Path | None, *, is_new: bool = False) -> bytes:
    """Read the passphrase of the offline keys from a file's first line, or ask for it; a new one twice."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise BuildError(f"{file}: the passphrase can't be read: {error}") from error
    else:
        text = getpass("Passphrase of the offline keys: ")
        if is_new and text != getpass("The same again: "):
            raise BuildError("the two passphrases differ; nothing was made")
    if is_new and len(text) < _SHORTEST_PASSPHRASE:
        raise BuildError(f"the passphrase needs {_SHORTEST_PASSPHRASE} characters or more; nothing was made")
    return text.encode()


def make_key(folder: Path, role: str, passphrase: bytes | None) -> CryptoSigner:
    """Make a key and write it to ``ROLE.pem``; refuses to replace one."""
    file = folder / f"{role}.pem"
    if file.exists():
        raise BuildError(f"{file} is there already; a key is never overwritten")
    key = Ed25519PrivateKey.generate()
    kept: KeySerializationEncryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    write_safely(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kept))
    return CryptoSigner(key)


def read_key(folder: Path, role: str, passphrase: bytes | None) -> CryptoSigner:
    """Read a role's key."""
    file = folder / f"{role}.pem"
    try:
        content = file.read_bytes()
    except FileNotFoundError as error:
        raise BuildError(f"{file}: the key for {role} is missing there") from error
    except OSError as error:
        raise BuildError(f"{file}: the key can't be read: {error.strerror}") from error
    try:
        key = load_pem_private_key(content, passphrase)
    except TypeError as error:  # encrypted and no passphrase, or the other way round
        raise BuildError(f"{file}: {error}") from error
    except ValueError as error:
        raise BuildError(f"{file}: the passphrase is wrong, or the file is damaged") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BuildError(f"{file}: this is no Ed25519 key")
    return CryptoSigner(key)
