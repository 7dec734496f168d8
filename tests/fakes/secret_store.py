"""A vault in memory, which can be locked."""

from __future__ import annotations

from deai_desktop.core.errors import VaultError
from deai_desktop.vault.secrets import check_name, check_value


class MemorySecretStore:
    """Keep secrets in a dictionary; raise `VaultError` while ``is_locked``."""

    def __init__(self) -> None:
        self.is_locked = False
        self.reads = 0
        self.secrets: dict[str, str] = {}

    @property
    def description(self) -> str:
        """Name the vault."""
        return "memory"

    def check(self) -> None:
        """Raise `VaultError` while locked."""
        self._refuse_locked()

    def get(self, name: str) -> str | None:
        """Return a secret, or nothing when there is none of that name."""
        check_name(name)
        self._refuse_locked()
        self.reads += 1
        return self.secrets.get(name)

    def set(self, name: str, value: str) -> None:
        """Keep a secret, in place of an older one of that name."""
        check_name(name)
        check_value(value)
        self._refuse_locked()
        self.secrets[name] = value

    def delete(self, name: str) -> bool:
        """Remove a secret; return whether there was one."""
        check_name(name)
        self._refuse_locked()
        return self.secrets.pop(name, None) is not None

    def _refuse_locked(self) -> None:
        if self.is_locked:
            raise VaultError("The credential vault is locked.", hint="Unlock it.")
