"""Start processes and measure them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from deai_desktop.system.cores import Cores, processor_cores

_ENOUGH_FAST_CORES = 4
_FEW_CORES = 2

IS_WINDOWS = sys.platform == "win32"

_CONSOLE_PROGRAM, _WINDOW_PROGRAM = (
    ("deai.exe", "DeAI Desktop.exe") if IS_WINDOWS else ("deai", "DeAI Desktop")
)


def own_command(*arguments: str) -> list[str]:
    """Return the command line that starts this same program in another role.

    Frozen, there are two programs in one folder: the window's, which has no console, and the one for everything else.
    """
    if getattr(sys, "frozen", False):
        is_window = arguments[:1] == ("desktop",)
        program = Path(sys.executable).with_name(_WINDOW_PROGRAM if is_window else _CONSOLE_PROGRAM)
        return [str(program), *arguments[is_window:]]
    return [sys.executable, "-m", "deai_desktop", *arguments]


class DetachedProcess:
    """A process we started and leave to itself."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.pid = process.pid

    def has_ended(self) -> bool:
        """Say whether it has ended."""
        return self._process.poll() is not None

    def let_go(self) -> None:
        """Stop caring; Python would warn that it still runs, which is what we want."""
        self._process.returncode = self._process.returncode or 0


def start_detached(command: Sequence[str], log_file: Path) -> DetachedProcess:
    """Start a process that outlives us and our terminal; what it prints goes to ``log_file``."""
    log_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    options: dict[str, Any] = {}
    if IS_WINDOWS:
        flags = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP", "CREATE_BREAKAWAY_FROM_JOB")
        options["creationflags"] = sum(getattr(subprocess, flag) for flag in flags)
    else:
        options["start_new_session"] = True
    with log_file.open("wb") as output:
        try:
            return DetachedProcess(_start(command, output, options))
        except PermissionError:
            if not IS_WINDOWS:
                raise
            # The job we are in forbids leaving it: then the node lives as long as that job.
            options["creationflags"] &= ~subprocess.CREATE_BREAKAWAY_FROM_JOB  # type: ignore[attr-defined,unused-ignore]
            return DetachedProcess(_start(command, output, options))


def _start(command: Sequence[str], output: Any, options: dict[str, Any]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        close_fds=True,
        **options,
    )


def ends_with_us(command: Sequence[str]) -> list[str]:
    """Return a command line for a program of others that is to end when this process does, however that ends.

    Windows does that by a `ChildJob`.
    """
    return list(command) if IS_WINDOWS else own_command("child", str(os.getpid()), *command)


def child_options() -> dict[str, Any]:
    """Return the options for starting an engine host: no console window, no Ctrl+C of our terminal."""
    if IS_WINDOWS:
        flags = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP")
        return {"creationflags": sum(getattr(subprocess, flag) for flag in flags)}
    return {"start_new_session": True}


def memory_of(pid: int) -> int:
    """Return a process's resident memory in bytes, 0 when it is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def own_memory_of(pid: int) -> int:
    """Return the bytes that would be available again if a process ended; 0 when it is gone.

    On Linux, files in memory count as available anyway.
    """
    try:
        memory = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return max(0, int(memory.rss) - int(getattr(memory, "shared", 0)))


def model_threads(wanted: int = 0) -> int:
    """Return how many threads a model computes on: as many as wanted, 0 chooses."""
    return wanted or threads_for(processor_cores())


def threads_for(cores: Cores) -> int:
    """Choose how many threads compute on these cores.

    Efficiency cores are left out: all threads wait for the slowest one. Where there are fewer than four fast cores, all
    together are faster. One core is left to the rest of the PC, since the threads wait for each other by spinning.
    Of two cores both compute: on a quiet PC that wrote 92 tokens/s against 74 with one thread,
    beside a compiler 31 against 84 (`deai engine test` with the starter model).
    """
    usable = cores.performance if cores.performance >= _ENOUGH_FAST_CORES else cores.total
    return usable if usable <= _FEW_CORES else usable - 1
