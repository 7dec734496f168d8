"""Start processes, tie a child to its parent's life, and measure them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

IS_WINDOWS = sys.platform == "win32"

_PR_SET_PDEATHSIG = 1
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


def child_options() -> dict[str, Any]:
    """Return the options for starting an engine host: no console window, no Ctrl+C of our terminal."""
    if IS_WINDOWS:
        flags = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP")
        return {"creationflags": sum(getattr(subprocess, flag) for flag in flags)}
    return {"start_new_session": True}


def end_with_parent(parent_pid: int) -> None:
    """Ask the system to kill this process when its parent dies (Linux; Windows uses `ChildJob`)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent_pid:  # it died before we asked
            os._exit(1)


class ChildJob:
    """Tie children to this process on Windows: the system ends them when our last handle closes.

    Elsewhere it does nothing; there the child asks for the same by `end_with_parent`. See Microsoft's
    "Job Objects", JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE.
    """

    def __init__(self) -> None:
        self._job: Any = _create_kill_on_close_job() if IS_WINDOWS else None

    def add(self, pid: int) -> None:
        """Put a child into the job; a child that is gone already is none of our business."""
        if self._job is not None:
            _assign_to_job(self._job, pid)


def memory_of(pid: int) -> int:
    """Return a process's resident memory in bytes, 0 when it is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def physical_cores() -> int:
    """Return the number of physical processor cores this process may use."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else physical
    return max(1, min(physical, usable))


def on_console_close(callback: Callable[[], None]) -> None:
    """Call ``callback`` when Windows closes our console or logs off; elsewhere SIGHUP says the same."""
    if not IS_WINDOWS:
        return
    _register_console_handler(callback)


def use_utf8_output() -> None:
    """Make standard output take any character, whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


if sys.platform == "win32":
    from ctypes import wintypes

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KILL_ON_JOB_CLOSE = 0x2000
    _EXTENDED_LIMITS = 9
    _SET_QUOTA_AND_TERMINATE = 0x0101
    _handlers: list[Any] = []  # Windows calls them later: they must not be collected

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _KERNEL.CreateJobObjectW.restype = wintypes.HANDLE
    _KERNEL.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    _KERNEL.SetInformationJobObject.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    _KERNEL.OpenProcess.restype = wintypes.HANDLE
    _KERNEL.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    _KERNEL.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _KERNEL.CloseHandle.argtypes = (wintypes.HANDLE,)

    def _create_kill_on_close_job() -> Any:
        job = _KERNEL.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE
        if not job or not _KERNEL.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            raise ctypes.WinError(ctypes.get_last_error())
        return job

    def _assign_to_job(job: Any, pid: int) -> None:
        process = _KERNEL.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, pid)
        if process:
            _KERNEL.AssignProcessToJobObject(job, process)
            _KERNEL.CloseHandle(process)

    def _register_console_handler(callback: Callable[[], None]) -> None:
        kind = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)

        def handle(event: int) -> bool:
            if event in (2, 5, 6):  # CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT
                callback()
                return True
            return False

        handler = kind(handle)
        _handlers.append(handler)
        _KERNEL.SetConsoleCtrlHandler(handler, True)

else:

    def _create_kill_on_close_job() -> Any:
        return None

    def _assign_to_job(job: Any, pid: int) -> None:
        return None

    def _register_console_handler(callback: Callable[[], None]) -> None:
        return None
