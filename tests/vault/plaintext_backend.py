"""A keyring backend as one must not be used: it would write secrets down as they are."""

from __future__ import annotations

from typing import ClassVar

from keyring.backend import KeyringBackend


class PlaintextKeyring(KeyringBackend):
    """Claim the highest priority, and remember what a caller gave away."""

    priority = 99.0
    written: ClassVar[list[str]] = []

    def get_password(self, service: str, username: str) -> str | None:
        """Know nothing."""
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write the secret down."""
        self.written.append(password)
