"""Chooses where secrets are kept: one place that knows all the vaults there are."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress

from deai_desktop.core.errors import VaultError
from deai_desktop.core.paths import Paths
from deai_desktop.vault.encrypted_file_store import EncryptedFileStore
from deai_desktop.vault.helper_store import WindowsHelperStore
from deai_desktop.vault.keyring_store import WAY_OUT, KeyringStore
from deai_desktop.vault.secrets import NoVaultError, SecretStore, check_name

log = logging.getLogger(__name__)


def choose_vault(paths: Paths) -> SecretStore:
    """Give the encrypted file if the person set it up, else the system's own vault, else Windows' from inside WSL.

    The file comes first because a passphrase is given on purpose: many servers have a Secret Service that starts when
    it is asked and that nobody can ever unlock.
    """
    file = EncryptedFileStore(paths.data / "secrets.deai-vault")
    return FirstWorkingStore([file, KeyringStore(), WindowsHelperStore()])


class FirstWorkingStore:
    """Keep secrets in the first vault that works, and find those that an earlier start put into another.

    A node that begins at boot may have to use the file, and after the next sign-in finds the system's vault: what
    lies in either is found. The choice is made at first use and again while there is none.
    """

    def __init__(self, stores: Sequence[SecretStore]) -> None:
        self._stores = stores
        self._choosing = threading.Lock()
        self._chosen: SecretStore | None = None

    def __repr__(self) -> str:
        return f"FirstWorkingStore({list(self._stores)!r})"

    @property
    def description(self) -> str:
        """Name the vault for people, or say that there is none."""
        try:
            return self._store().description
        except VaultError:
            return "no credential vault"

    def check(self) -> None:
        """Raise `VaultError` when no vault works here."""
        self._store().check()

    def get(self, name: str) -> str | None:
        """Return a secret, or nothing when there is none of that name."""
        check_name(name)
        chosen = self._store()
        found = chosen.get(name)
        for other in self._others(chosen) if found is None else ():
            with suppress(VaultError):
                found = found or other.get(name)
        return found

    def set(self, name: str, value: str) -> None:
        """Keep a secret, in place of an older one of that name."""
        self._store().set(name, value)

    def delete(self, name: str) -> bool:
        """Remove a secret from wherever it is; return whether there was one."""
        check_name(name)
        chosen = self._store()
        was_there = chosen.delete(name)
        for other in self._others(chosen):
            with suppress(VaultError):
                was_there |= other.delete(name)
        return was_there

    def _others(self, chosen: SecretStore) -> list[SecretStore]:
        return [store for store in self._stores if store is not chosen]

    def _store(self) -> SecretStore:
        with self._choosing:
            if self._chosen is None:
                self._chosen = self._choose()
                log.info("secrets are kept in: %s", self._chosen.description)
            return self._chosen

    def _choose(self) -> SecretStore:
        errors = []
        for store in self._stores:
            try:
                store.check()
            except VaultError as error:
                errors.append(error)
            else:
                return store
        if failing := [error for error in errors if not isinstance(error, NoVaultError)]:
            raise failing[0]
        raise NoVaultError("This PC offers no credential vault that is running.", hint=WAY_OUT)
