"""Autostart on Windows: a value below the person's Run key, and Task Manager's switch for it.

Task Manager and Settings → Apps → Startup leave the Run key alone and write to ``Explorer\\StartupApproved\\Run``: 12
bytes, of which the first is even while the entry may start and odd once the person has switched it off.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from deai_desktop.system.autostart_state import AutostartState

NAME = "DeAI Desktop"
"""The setup program writes the same value."""
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


def is_switched_off(approval: bytes) -> bool:
    """Read what Task Manager wrote about an entry; nothing means that it never wrote."""
    return bool(approval) and bool(approval[0] & 1)


if sys.platform == "win32":
    import winreg

    class AutostartRunKey:
        """Be one of the programs that Windows starts when the person signs in."""

        how_to_allow = "Task Manager → Startup apps → DeAI Desktop → Enable"

        def __init__(self, command: Sequence[str], name: str = NAME) -> None:
            self._command, self._name = subprocess.list2cmdline(command), name

        @property
        def state(self) -> AutostartState:
            """How it stands now."""
            if not isinstance(_read(RUN, self._name), str):
                return AutostartState.OFF
            approval = _read(APPROVED, self._name)
            is_off = is_switched_off(approval if isinstance(approval, bytes) else b"")
            return AutostartState.BLOCKED if is_off else AutostartState.ON

        def switch(self, on: bool) -> None:
            """Write or delete our value; what Task Manager wrote stays the person's own word."""
            with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, RUN, access=winreg.KEY_SET_VALUE) as key:
                if on:
                    winreg.SetValueEx(key, self._name, 0, winreg.REG_SZ, self._command)
                    return
                try:
                    winreg.DeleteValue(key, self._name)
                except FileNotFoundError:
                    return

    def _read(path: str, name: str) -> object:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                return winreg.QueryValueEx(key, name)[0]
        except FileNotFoundError:
            return None
