"""Tell whether a program fills the screen: a film, a game, a presentation."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _USER = ctypes.windll.user32
    _USER.GetForegroundWindow.restype = wintypes.HWND
    _USER.GetShellWindow.restype = wintypes.HWND
    _USER.GetDesktopWindow.restype = wintypes.HWND
    _USER.MonitorFromWindow.restype = wintypes.HANDLE
    _USER.MonitorFromWindow.argtypes = (wintypes.HWND, wintypes.DWORD)
    _USER.GetMonitorInfoW.argtypes = (wintypes.HANDLE, ctypes.c_void_p)
    _USER.GetWindowRect.argtypes = (wintypes.HWND, ctypes.c_void_p)
    _NEAREST = 2
    _FULL_SCREEN = (3, 4)
    """QUNS_RUNNING_D3D_FULL_SCREEN, QUNS_PRESENTATION_MODE"""

    class _MonitorInfo(ctypes.Structure):
        _fields_ = (
            ("cbSize", wintypes.DWORD),
            ("rcMonitor", wintypes.RECT),
            ("rcWork", wintypes.RECT),
            ("dwFlags", wintypes.DWORD),
        )

    def is_full_screen() -> bool | None:
        """Say whether the program in front fills its screen; None where the system does not tell."""
        state = ctypes.c_int()
        failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
        if not failed and state.value in _FULL_SCREEN:
            return True
        window = _USER.GetForegroundWindow()
        if not window or window in (_USER.GetShellWindow(), _USER.GetDesktopWindow()):
            return False
        info, place = _MonitorInfo(ctypes.sizeof(_MonitorInfo)), wintypes.RECT()
        monitor = _USER.MonitorFromWindow(window, _NEAREST)
        if not _USER.GetMonitorInfoW(monitor, ctypes.byref(info)) or not _USER.GetWindowRect(
            window, ctypes.byref(place)
        ):
            return None
        screen = info.rcMonitor
        return bool(
            place.left <= screen.left
            and place.top <= screen.top
            and place.right >= screen.right
            and place.bottom >= screen.bottom
        )

else:

    def is_full_screen() -> bool | None:
        """Return None: this system does not tell."""
        return None
