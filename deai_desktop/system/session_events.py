"""Hear from Windows that the PC goes to sleep or wakes up, is locked or unlocked, or that the session ends.

Elsewhere nothing is heard: there the end of a session comes as SIGTERM.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from enum import StrEnum

log = logging.getLogger(__name__)


class SessionEvent(StrEnum):
    """Say what happened to the person's session."""

    SUSPENDING = "suspending"
    RESUMED = "resumed"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    ENDING = "ending"
    """The person signs out or the PC shuts down: the listener has 5 seconds, then Windows ends us."""


Listener = Callable[[SessionEvent], None]


def event_of(message: int, what: int) -> SessionEvent | None:
    """Read a window message (winuser.h); None is one that says nothing to us."""
    return _EVENTS.get((message, what if message != _ENDSESSION else bool(what)))


_ENDSESSION, _POWER, _SESSION = 0x0016, 0x0218, 0x02B1
_EVENTS = {
    (_ENDSESSION, True): SessionEvent.ENDING,
    (_POWER, 0x4): SessionEvent.SUSPENDING,  # PBT_APMSUSPEND
    (_POWER, 0x12): SessionEvent.RESUMED,  # PBT_APMRESUMEAUTOMATIC: always the first
    (_SESSION, 0x7): SessionEvent.LOCKED,  # WTS_SESSION_LOCK
    (_SESSION, 0x8): SessionEvent.UNLOCKED,  # WTS_SESSION_UNLOCK
}

if sys.platform == "win32":
    import ctypes
    import threading
    from ctypes import wintypes
    from typing import Any

    _USER = ctypes.WinDLL("user32", use_last_error=True)
    _WTS = ctypes.WinDLL("wtsapi32", use_last_error=True)
    _PROCEDURE = ctypes.WINFUNCTYPE(
        ctypes.c_ssize_t, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
    )
    _CLOSE, _DESTROY = 0x0010, 0x0002
    _PATIENCE = 5.0

    class _WindowClass(ctypes.Structure):
        _fields_ = (
            ("style", wintypes.UINT),
            ("lpfnWndProc", _PROCEDURE),
            ("cbClsExtra", ctypes.c_int),
            ("cbWndExtra", ctypes.c_int),
            ("hInstance", wintypes.HINSTANCE),
            ("hIcon", wintypes.HANDLE),
            ("hCursor", wintypes.HANDLE),
            ("hbrBackground", wintypes.HANDLE),
            ("lpszMenuName", wintypes.LPCWSTR),
            ("lpszClassName", wintypes.LPCWSTR),
        )

    _USER.DefWindowProcW.restype = ctypes.c_ssize_t
    _USER.DefWindowProcW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
    _USER.CreateWindowExW.restype = wintypes.HWND
    _USER.CreateWindowExW.argtypes = (
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        *(ctypes.c_int,) * 4,
        wintypes.HWND,
        wintypes.HANDLE,
        wintypes.HINSTANCE,
        ctypes.c_void_p,
    )
    _USER.GetMessageW.argtypes = (ctypes.c_void_p, wintypes.HWND, wintypes.UINT, wintypes.UINT)
    _USER.DispatchMessageW.argtypes = (ctypes.c_void_p,)
    _USER.PostMessageW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
    _USER.DestroyWindow.argtypes = (wintypes.HWND,)
    _USER.UnregisterClassW.argtypes = (wintypes.LPCWSTR, wintypes.HINSTANCE)
    _USER.RegisterSuspendResumeNotification.restype = wintypes.HANDLE
    _USER.RegisterSuspendResumeNotification.argtypes = (wintypes.HANDLE, wintypes.DWORD)
    _USER.UnregisterSuspendResumeNotification.argtypes = (wintypes.HANDLE,)
    _WTS.WTSRegisterSessionNotification.argtypes = (wintypes.HWND, wintypes.DWORD)
    _WTS.WTSUnRegisterSessionNotification.argtypes = (wintypes.HWND,)

    class SessionEvents:
        """Tell a listener, in a thread of its own, until closed.

        The window is hidden but a real one: those for messages only never hear that the session ends.
        """

        def __init__(self, listener: Listener) -> None:
            self._listener = listener
            self.window = 0
            """The handle of the window that hears; 0 where there is none, as in a service."""
            self._made = threading.Event()
            self._procedure = _PROCEDURE(self._hear)
            self._thread = threading.Thread(target=self._run, name="session events", daemon=True)
            self._thread.start()
            self._made.wait(_PATIENCE)

        def close(self) -> None:
            """Hear no more."""
            if self.window and threading.current_thread() is not self._thread:
                _USER.PostMessageW(self.window, _CLOSE, 0, 0)
                self._thread.join(_PATIENCE)

        def _run(self) -> None:
            name = f"DeAI session events {id(self):x}"
            kind = _WindowClass(lpfnWndProc=self._procedure, lpszClassName=name)
            if _USER.RegisterClassW(ctypes.byref(kind)):
                size = (0,) * 4
                self.window = _USER.CreateWindowExW(0, name, name, 0, *size, None, None, None, None) or 0
            if not self.window:
                log.warning("nothing is heard of sleep and sign-out: error %s", ctypes.get_last_error())
                self._made.set()
                return
            _WTS.WTSRegisterSessionNotification(self.window, 0)
            power = _USER.RegisterSuspendResumeNotification(self.window, 0)
            self._made.set()
            message: Any = wintypes.MSG()
            while _USER.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                _USER.DispatchMessageW(ctypes.byref(message))
            if power:
                _USER.UnregisterSuspendResumeNotification(power)
            _USER.UnregisterClassW(name, None)
            self.window = 0

        def _hear(self, window: int, message: int, what: int, more: int) -> int:
            if message == _DESTROY:
                _WTS.WTSUnRegisterSessionNotification(window)
                _USER.PostQuitMessage(0)
                return 0
            if (event := event_of(message, what)) is not None:
                try:
                    self._listener(event)
                except Exception:
                    log.exception("the listener failed on %s", event)
            return int(_USER.DefWindowProcW(window, message, what, more))

else:

    class SessionEvents:
        """Hear nothing."""

        window = 0

        def __init__(self, listener: Listener) -> None: ...

        def close(self) -> None:
            """Do nothing."""
