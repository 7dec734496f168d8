"""The console we may have been started from: which characters it takes, and that it may be closed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import TextIO


def prepare_console() -> None:
    """Read and write UTF-8 whatever the console's code page, and have the console understand colours."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    _understand_escape_sequences()
    _name_closed_pipes()


def is_console(stream: TextIO | None) -> bool:
    """Say whether a person sees, or types into, this stream."""
    try:
        return stream is not None and stream.isatty() and not _is_device(stream.fileno())
    except (ValueError, OSError):  # it is closed, or not of the system
        return False


if sys.platform == "win32":
    import ctypes
    import errno
    import io
    import msvcrt
    from ctypes import wintypes
    from typing import Any

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.GetStdHandle.restype = wintypes.HANDLE
    _KERNEL.GetStdHandle.argtypes = (wintypes.DWORD,)
    _KERNEL.GetConsoleMode.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
    _KERNEL.SetConsoleMode.argtypes = (wintypes.HANDLE, wintypes.DWORD)
    _OUTPUT, _ERRORS = 0xFFFFFFF5, 0xFFFFFFF4
    _VIRTUAL_TERMINAL = 0x0004
    _ENDS = (2, 5, 6)
    """CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT"""
    _handlers: list[Any] = []  # Windows calls them later: they must not be collected

    def on_console_close(callback: Callable[[], None]) -> None:
        """Call ``callback`` when Windows closes our console or logs off; elsewhere SIGHUP says the same."""

        def handle(event: int) -> bool:
            if event in _ENDS:
                callback()
                return True
            return False

        handler = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)(handle)
        _handlers.append(handler)
        _KERNEL.SetConsoleCtrlHandler(handler, True)

    def _is_device(number: int) -> bool:
        """Tell NUL and the like, which Windows takes for terminals, too."""
        return not _KERNEL.GetConsoleMode(msvcrt.get_osfhandle(number), ctypes.byref(wintypes.DWORD()))

    class _Output(io.FileIO):
        """Write to a pipe, and say so when nobody reads it: Windows calls that "Invalid argument" (bpo-30418)."""

        def write(self, data: Any) -> int:
            try:
                return super().write(data)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
                raise BrokenPipeError(errno.EPIPE, "Nobody reads this pipe") from error

    def _name_closed_pipes() -> None:
        """Have all libraries that print meet the error they know."""
        output = sys.stdout
        buffer = getattr(output, "buffer", None)
        raw = getattr(buffer, "raw", buffer)  # Python's -u leaves out the buffer
        if type(raw) is io.FileIO and not output.isatty():
            output.flush()
            named = io.BufferedWriter(_Output(raw.fileno(), "wb", closefd=False))
            sys.stdout = io.TextIOWrapper(named, encoding="utf-8", errors="replace", line_buffering=True)

    def _understand_escape_sequences() -> None:
        mode = wintypes.DWORD()
        for number in (_OUTPUT, _ERRORS):
            handle = _KERNEL.GetStdHandle(number)
            if _KERNEL.GetConsoleMode(handle, ctypes.byref(mode)):  # a pipe or file has none
                _KERNEL.SetConsoleMode(handle, mode.value | _VIRTUAL_TERMINAL)

else:

    def on_console_close(callback: Callable[[], None]) -> None:
        """Do nothing: here SIGHUP says that the terminal is gone."""

    def _is_device(number: int) -> bool:
        return False

    def _name_closed_pipes() -> None:
        return

    def _understand_escape_sequences() -> None:
        return
