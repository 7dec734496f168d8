"""Keep the secrets of a node in WSL in Windows' own vault, through ``deai.exe`` on the Windows side."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from typing import Any

from deai_desktop.core.errors import VaultError, error_from_code
from deai_desktop.system.programs import run_program
from deai_desktop.system.wsl import find_windows_program, this_wsl
from deai_desktop.vault.helper_protocol import ROLE, VERSION, decode, encode
from deai_desktop.vault.secrets import NoVaultError, check_name, check_value

log = logging.getLogger(__name__)

HELPER_VARIABLE = "DEAI_VAULT_HELPER"
"""Path of ``deai.exe``, where it is not on the PATH that WSL takes over from Windows."""

_SECONDS = 60.0


class WindowsHelperStore:
    """Start the helper once for each request; see `helper_protocol`.

    ``find`` gives the helper's command line; empty where there is none.
    """

    def __init__(self, find: Callable[[], Sequence[str]] | None = None, owner: str = "") -> None:
        self._find = find or find_helper
        self._owner = owner
        self._description = ""

    def __repr__(self) -> str:
        return "WindowsHelperStore()"

    @property
    def description(self) -> str:
        """Name the vault as the Windows side does."""
        try:
            self.check()
        except VaultError:
            return "no credential vault"
        return f"{self._description} (through WSL)"

    def check(self) -> None:
        """Raise `VaultError` when the Windows side offers no vault; asks it until it does."""
        if not self._description:
            self._description = str(self._ask("check").get("description") or "Windows")

    def get(self, name: str) -> str | None:
        """Return a secret, or nothing when there is none of that name."""
        check_name(name)
        value = self._ask("get", name=name).get("value")
        return None if value is None else str(value)

    def set(self, name: str, value: str) -> None:
        """Keep a secret, in place of an older one of that name."""
        check_name(name)
        check_value(value)
        self._ask("set", name=name, value=value)

    def delete(self, name: str) -> bool:
        """Remove a secret; return whether there was one."""
        check_name(name)
        return bool(self._ask("delete", name=name).get("deleted"))

    def _ask(self, verb: str, **request: str) -> dict[str, Any]:
        command = list(self._find())
        if not command:
            raise NoVaultError(
                "There is no DeAI on the Windows side to keep secrets.",
                hint="Install DeAI Desktop on Windows, or set DEAI_VAULT_HELPER to the path of its deai.exe.",
            )
        message = encode({"version": VERSION, "owner": self._owner or _distribution(), **request})
        try:
            answer = decode(run_program([*command, ROLE, verb], seconds=_SECONDS, given=message).output)
        except (OSError, ValueError) as error:
            kind = type(error).__name__  # its text could hold the secret
        else:
            return _unless_refused(answer)
        raise VaultError(
            f"The Windows side's {command[0]} did not answer as DeAI's vault helper does ({kind}).",
            hint="Check that it is DeAI's own deai.exe, of the same version, and that it starts: deai.exe --version",
        )


def find_helper() -> Sequence[str]:
    """Find the Windows side's program: the one that was told, else one on the PATH inside WSL."""
    if chosen := os.environ.get(HELPER_VARIABLE):
        return [chosen]
    if this_wsl() is None:
        return []
    found = find_windows_program("deai.exe")
    return [found] if found else []


def _distribution() -> str:
    here = this_wsl()
    return here.distribution if here and here.distribution else "linux"


def _unless_refused(answer: dict[str, Any]) -> dict[str, Any]:
    error = answer.get("error")
    if error is None:
        return answer
    if not isinstance(error, dict):
        raise VaultError("The Windows side refused without a reason.", hint="Update DeAI on both sides.")
    told = {name: str(error.get(name, "")) for name in ("code", "message", "hint", "title", "param")}
    raise error_from_code(told.pop("code"), told.pop("message"), **told)
