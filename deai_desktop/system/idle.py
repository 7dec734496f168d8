"""How long the person has not touched keyboard and mouse."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys

if sys.platform == "win32":
    from ctypes import wintypes

    class _LastInput(ctypes.Structure):
        _fields_ = (("cbSize", wintypes.UINT), ("dwTime", wintypes.DWORD))

    def idle_seconds() -> float | None:
        """Return the seconds since the last input; None where the system does not tell."""
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
            return None
        now = ctypes.windll.kernel32.GetTickCount() & 0xFFFFFFFF
        return float((now - last.dwTime) & 0xFFFFFFFF) / 1000  # both start again at 0 every 49.7 days

else:

    class _Info(ctypes.Structure):
        """``XScreenSaverInfo`` of X11/extensions/scrnsaver.h."""

        _fields_ = (
            ("window", ctypes.c_ulong),
            ("state", ctypes.c_int),
            ("kind", ctypes.c_int),
            ("til_or_since", ctypes.c_ulong),
            ("idle", ctypes.c_ulong),
            ("event_mask", ctypes.c_ulong),
        )

    def idle_seconds() -> float | None:
        """Return the seconds since the last input; None where the system does not tell, as under Wayland."""
        x_name, saver_name = ctypes.util.find_library("X11"), ctypes.util.find_library("Xss")
        if not x_name or not saver_name:
            return None
        x, saver = ctypes.CDLL(x_name), ctypes.CDLL(saver_name)
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.argtypes = (ctypes.c_void_p,)
        x.XDefaultRootWindow.restype = ctypes.c_ulong
        x.XCloseDisplay.argtypes = (ctypes.c_void_p,)
        saver.XScreenSaverQueryInfo.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.POINTER(_Info))
        display = x.XOpenDisplay(None)
        if not display:
            return None
        try:
            info = _Info()
            known = saver.XScreenSaverQueryInfo(display, x.XDefaultRootWindow(display), ctypes.byref(info))
            return info.idle / 1000 if known else None
        finally:
            x.XCloseDisplay(display)
