"""Puts this process behind the person's programs while it works for others, and back again.

On Windows that is the priority class. On Linux a raised nice value could not be lowered again without a privilege, so
the scheduling policy is changed instead: SCHED_IDLE, which gives way to everything, where the limit on nice values lets
a thread come back from it (RLIMIT_NICE), else SCHED_BATCH, which everybody may leave and which at least does not
interrupt a program that has just woken up. See sched(7).
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _NORMAL, _BELOW_NORMAL = 0x20, 0x4000
    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.GetCurrentProcess.restype = wintypes.HANDLE
    _KERNEL.SetPriorityClass.argtypes = (wintypes.HANDLE, wintypes.DWORD)
    _KERNEL.SetPriorityClass.restype = wintypes.BOOL

    def set_background(wanted: bool) -> bool:
        """Let all threads of this process go behind other programs, or not any more; False when that can't be."""
        wish = _BELOW_NORMAL if wanted else _NORMAL
        return bool(_KERNEL.SetPriorityClass(_KERNEL.GetCurrentProcess(), wish))

elif sys.platform == "linux":
    import resource

    _PROCESS = Path("/proc/self")
    _CAP_SYS_NICE = 23

    def set_background(wanted: bool) -> bool:
        """Let all threads of this process go behind other programs, or not any more; False when that can't be.

        Threads that begin later do as the one does that starts them.
        """
        policy = background_policy() if wanted else os.SCHED_OTHER
        is_done = True
        for thread in (int(one.name) for one in (_PROCESS / "task").iterdir()):
            with contextlib.suppress(ProcessLookupError):  # it has ended
                try:
                    if os.sched_getscheduler(thread) != policy:
                        os.sched_setscheduler(thread, policy, os.sched_param(0))
                except PermissionError:
                    is_done = False
        return is_done

    def background_policy() -> int:
        """Return the policy that gives way the most and that this process may leave again."""
        nice = os.getpriority(os.PRIO_PROCESS, 0)
        limit = resource.getrlimit(resource.RLIMIT_NICE)[0]
        may_come_back = _has_privilege() or limit == resource.RLIM_INFINITY or 20 - nice <= limit
        return os.SCHED_IDLE if may_come_back else os.SCHED_BATCH

    def _has_privilege() -> bool:
        """Look at the capabilities themselves: in a container, root may lack this one."""
        told = (_PROCESS / "status").read_bytes()
        effective = next((line.split()[1] for line in told.splitlines() if line.startswith(b"CapEff:")), b"0")
        return bool(int(effective, 16) >> _CAP_SYS_NICE & 1)

else:

    def set_background(wanted: bool) -> bool:
        """Do nothing where the system has no such thing."""
        return False
