"""What a place for secrets can do, and what may be put into it."""

from __future__ import annotations

import re
from typing import Protocol

from deai_desktop.core.errors import InvalidInputError, VaultError

LARGEST_SECRET = 2560
"""Bytes as UTF-16: the limit of Windows (CRED_MAX_CREDENTIAL_BLOB_SIZE), kept on every platform."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._/-]{0,99}")


class NoVaultError(VaultError):
    """Say that this kind of vault is not set up here, so that another kind is to be tried."""


class SecretStore(Protocol):
    """Keep secrets by name; every method raises `VaultError` when the vault can't be used.

    A bad name, and a secret that is empty, too long or not text, raise `InvalidInputError`.
    """

    @property
    def description(self) -> str:
        """Name the vault for people, like “Windows Credential Manager”; never raises."""

    def check(self) -> None:
        """Raise `VaultError` when there is no vault that can be used; asks the person nothing."""

    def get(self, name: str) -> str | None:
        """Return a secret, or nothing when there is none of that name."""

    def set(self, name: str, value: str) -> None:
        """Keep a secret, in place of an older one of that name."""

    def delete(self, name: str) -> bool:
        """Remove a secret; return whether there was one."""


def check_name(name: str) -> None:
    """Refuse a name that some vault could not keep, or would keep in another spelling."""
    if not _NAME.fullmatch(name):
        raise InvalidInputError(
            "A secret's name has up to 100 lower-case letters, digits and . _ - /",
            hint="Choose another name.",
            param="name",
        )


def check_value(value: str) -> None:
    """Refuse a secret that Windows could not keep; the error never shows it."""
    try:
        size = len(value.encode("utf-16-le"))
    except UnicodeEncodeError:
        size = -1
    if size == 0 or size < 0 or "\0" in value:
        raise InvalidInputError(
            "This secret is empty or not text.", hint="Give it as ordinary text.", param="value"
        ) from None
    if size > LARGEST_SECRET:
        raise InvalidInputError(
            f"This secret needs {size} bytes; a credential vault keeps at most {LARGEST_SECRET}.",
            hint=f"Use a secret of at most {LARGEST_SECRET // 2} characters.",
            param="value",
        )
