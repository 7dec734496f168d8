"""Finds the secret that opens the encrypted file: a systemd credential, or a file with a passphrase."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from deai_desktop.core.errors import VaultError
from deai_desktop.vault.secrets import NoVaultError

PASSPHRASE_VARIABLE = "DEAI_VAULT_PASSPHRASE_FILE"  # noqa: S105 - names the variable
"""Path of a file with the passphrase and nothing else."""
CREDENTIAL = "deai-vault-key"
"""Name of the systemd credential (systemd.exec(5), LoadCredentialEncrypted=)."""

SHORTEST_PASSPHRASE = 12
_LONGEST = 4096


def find_vault_key() -> bytes:
    """Read the secret; raises `NoVaultError` when none is given and `VaultError` when it can't be used."""
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    if credentials and (file := Path(credentials) / CREDENTIAL).exists():
        return _read(file)
    if chosen := os.environ.get(PASSPHRASE_VARIABLE):
        file = Path(chosen)
        _refuse_what_others_may_read(file)
        return _read(file)
    raise NoVaultError(
        "The encrypted file has no passphrase.",
        hint="Put one into a file that only you may read and set DEAI_VAULT_PASSPHRASE_FILE to its path.",
    )


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            secret = stream.read(_LONGEST + 1)
    except OSError as error:
        raise VaultError(
            f"The passphrase can't be read from {file}: {error.strerror}.", hint="Check that path."
        ) from error
    secret = secret.rstrip(b"\r\n")
    if not SHORTEST_PASSPHRASE <= len(secret) <= _LONGEST:
        raise VaultError(
            f"The passphrase in {file} must have {SHORTEST_PASSPHRASE} to {_LONGEST} bytes.",
            hint="Make a good one with: openssl rand -base64 32",
        )
    return secret


def _refuse_what_others_may_read(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError:
        return  # reading it will tell
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise VaultError(
            f"Others may read the passphrase in {file}.", hint=f"Make it yours alone: chmod 600 {file}"
        )
