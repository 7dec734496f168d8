"""Tie a child to its parent's life, however the parent ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent_pid: int) -> None:
    """Ask the system to kill this process when its parent dies (Linux; Windows uses `ChildJob`)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent_pid:  # it died before we asked
            os._exit(1)


def run_child(arguments: Sequence[str]) -> int:
    """Become another program, which ends with the parent: its process id, then the command line."""
    parent, *command = arguments
    end_with_parent(int(parent))
    os.execv(command[0], command)  # noqa: S606 - a program that we chose, and no shell


class ChildJob:
    """Tie children to this process on Windows: the system ends them when our last handle closes.

    Elsewhere it does nothing; there the child asks for the same by `end_with_parent`. See Microsoft's
    "Job Objects", JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE.
    """

    def __init__(self) -> None:
        self._job: Any = _create_kill_on_close_job()

    def add(self, pid: int) -> None:
        """Put a child into the job; a child that is gone already is none of our business."""
        if self._job is not None:
            _assign_to_job(self._job, pid)


if sys.platform == "win32":
    from ctypes import wintypes

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KILL_ON_JOB_CLOSE = 0x2000
    _EXTENDED_LIMITS = 9
    _SET_QUOTA_AND_TERMINATE = 0x0101

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

else:

    def _create_kill_on_close_job() -> Any:
        return None

    def _assign_to_job(job: Any, pid: int) -> None:
        return None
