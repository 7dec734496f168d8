"""Keep this PC from falling asleep while it works; the screen may go dark."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Holders(threading.local):
    """Count who needs this PC, for each thread: Windows keeps the wish of each thread apart, too."""

    count = 0


_holders = _Holders()


@contextmanager
def kept_awake() -> Iterator[None]:
    """Keep this PC awake until the end; several at once in one thread may end in any order."""
    _holders.count += 1
    if _holders.count == 1:
        _stay_awake(True)
    try:
        yield
    finally:
        _holders.count -= 1
        if _holders.count == 0:
            _stay_awake(False)


if sys.platform == "win32":
    import ctypes

    _CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x1

    def _stay_awake(wanted: bool) -> None:
        flags = _CONTINUOUS | (_SYSTEM_REQUIRED if wanted else 0)
        ctypes.windll.kernel32.SetThreadExecutionState(ctypes.c_uint(flags))

else:

    def _stay_awake(wanted: bool) -> None:
        """Do nothing: sleeping is the desktop's business here, and servers don't."""
