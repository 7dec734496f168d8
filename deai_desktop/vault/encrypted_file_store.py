"""Keep secrets in one encrypted file, for servers whose system offers no vault."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from deai_desktop.core.errors import VaultError
from deai_desktop.core.files import write_safely
from deai_desktop.vault.sealed_file import FileKey, Scrypt, key_of, seal, unseal
from deai_desktop.vault.secrets import NoVaultError, check_name, check_value
from deai_desktop.vault.vault_key import find_vault_key

_LARGEST_FILE = 16 * 2**20
_LOCK_SECONDS = 10.0


class EncryptedFileStore:
    """Read the file anew at each call, so that several programs of one person may share it.

    ``find_key`` gives the secret or raises `NoVaultError`; it is asked each time, the costly stretching of it is
    done once. A file that can't be opened is never written over.
    """

    def __init__(
        self, file: Path, find_key: Callable[[], bytes] = find_vault_key, cost: Scrypt | None = None
    ) -> None:
        self._file = file
        self._find_key = find_key
        self._cost = cost or Scrypt()
        self._lock = threading.Lock()
        self._key: FileKey | None = None
        self._secret = b""

    def __repr__(self) -> str:
        return f"EncryptedFileStore({str(self._file)!r})"

    @property
    def description(self) -> str:
        """Name the vault and its place."""
        return f"encrypted file {self._file}"

    def check(self) -> None:
        """Raise `VaultError` when the file can't be opened, or could not be made."""
        with self._lock:
            self._open()

    def get(self, name: str) -> str | None:
        """Return a secret, or nothing when there is none of that name."""
        check_name(name)
        with self._lock:
            return self._open()[0].get(name)

    def set(self, name: str, value: str) -> None:
        """Keep a secret, in place of an older one of that name."""
        check_name(name)
        check_value(value)
        with self._changing() as (content, key):
            content[name] = value
            self._write(content, key)

    def delete(self, name: str) -> bool:
        """Remove a secret; return whether there was one."""
        check_name(name)
        with self._changing() as (content, key):
            if content.pop(name, None) is None:
                return False
            self._write(content, key)
            return True

    @contextmanager
    def _changing(self) -> Iterator[tuple[dict[str, str], FileKey]]:
        """Keep other threads and programs away between reading and writing."""
        with self._lock:
            self._find_key()  # before a folder or a lock is made where there is no vault
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                with FileLock(f"{self._file}.lock", timeout=_LOCK_SECONDS, mode=0o600):
                    yield self._open()
            except Timeout as error:
                raise VaultError(
                    "Another program has held the encrypted file for too long.", hint="Try again."
                ) from error
            except OSError as error:
                raise VaultError(
                    f"The encrypted file {self._file} can't be written: {error.strerror}.",
                    hint="Check that folder.",
                ) from error

    def _open(self) -> tuple[dict[str, str], FileKey]:
        secret = self._find_key()
        _require_cryptography()
        data = self._read()
        known = self._key if secret == self._secret else None
        if data is None:
            self._key = known or FileKey.make(secret, self._cost)
            content: dict[str, str] = {}
        else:
            self._key = key_of(data, secret, known)
            content = unseal(data, self._key)
        self._secret = secret
        return content, self._key

    def _read(self) -> bytes | None:
        try:
            with self._file.open("rb") as stream:
                return stream.read(_LARGEST_FILE)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise VaultError(
                f"The encrypted file {self._file} can't be read: {error.strerror}.",
                hint="Check that it is still there and yours.",
            ) from error

    def _write(self, content: dict[str, str], key: FileKey) -> None:
        write_safely(self._file, seal(content, key))


def _require_cryptography() -> None:
    if importlib.util.find_spec("cryptography") is None:
        raise NoVaultError(
            "The encrypted file needs the Python package “cryptography”, which is not installed.",
            hint="Install it: pip install 'deai-desktop[server]'",
        )
