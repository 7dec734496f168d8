"""Start with the person's session: off until chosen, and the system's own switch is heard."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Protocol

from deai_desktop.system.autostart_state import AutostartState
from deai_desktop.system.processes import own_command


class Autostart(Protocol):
    """One way of starting with the session."""

    how_to_allow: str
    """Where a person undoes what the system's own switch did."""

    @property
    def state(self) -> AutostartState:
        """How it stands now; somebody else may have changed it."""
        ...

    def switch(self, on: bool) -> None:
        """Turn it on or off; raises `OSError` where that is refused."""
        ...


if sys.platform == "win32":
    from deai_desktop.system.autostart_run_key import AutostartRunKey

    def autostart() -> Autostart:
        """Return this system's way, for the window that waits beside the clock."""
        return AutostartRunKey(_quiet(own_command("desktop", "--hidden")))

else:
    from deai_desktop.system.autostart_entry import AutostartEntry

    def autostart() -> Autostart:
        """Return this system's way, for the window that waits beside the clock."""
        chosen = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(chosen) if chosen.startswith("/") else Path.home() / ".config"
        return AutostartEntry(own_command("desktop", "--hidden"), folder / "autostart")


def _quiet(command: list[str]) -> list[str]:
    """Take the Python without a console, where we run from source."""
    program = Path(command[0])
    without_console = program.with_name("pythonw.exe")
    if program.name.lower() == "python.exe" and without_console.is_file():
        return [str(without_console), *command[1:]]
    return command
