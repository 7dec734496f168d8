"""Start the setup program of a newer version, and leave it to itself."""

from __future__ import annotations

import platform
from pathlib import Path

from deai_desktop.system.processes import IS_WINDOWS, start_detached


def package_platform() -> str:
    """Name what our packages are built for: ``windows-x64``, ``linux-x64``."""
    machine = platform.machine().lower()
    return f"{platform.system().lower()}-{'x64' if machine in ('amd64', 'x86_64') else machine}"


def can_start_setup() -> bool:
    """Say whether there is a setup program on this system at all."""
    return IS_WINDOWS


def start_setup(setup: Path, log_file: Path, *, silent: bool) -> int:
    """Start it in a process that outlives us, since it will ask us to end; return its process id."""
    process = start_detached([str(setup), *(["/S"] if silent else [])], log_file)
    process.let_go()
    return process.pid
