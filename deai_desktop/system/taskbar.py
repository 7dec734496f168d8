"""Progress on the window's button in Windows' taskbar."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
    from typing import Any

    class _Guid(ctypes.Structure):
        _fields_ = (
            ("a", wintypes.DWORD),
            ("b", wintypes.WORD),
            ("c", wintypes.WORD),
            ("d", ctypes.c_ubyte * 8),
        )

    _TASKBAR_LIST = "{56FDF344-FD6D-11D0-958A-006097C9A090}"
    _ITASKBAR_LIST_3 = "{EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}"
    _IN_PROCESS = 1
    _RELEASE, _INIT, _SET_VALUE, _SET_STATE = 2, 3, 9, 10
    """Places of the methods in the interface's table (shobjidl_core.h)."""
    _NO_PROGRESS = 0

    def _guid(text: str) -> _Guid:
        guid = _Guid()
        ctypes.oledll.ole32.CLSIDFromString(ctypes.c_wchar_p(text), ctypes.byref(guid))
        return guid

    class TaskbarProgress:
        """Show how far a window's work is; for the thread that made it. Without a taskbar it does nothing."""

        def __init__(self, window: int) -> None:
            self._window = window
            self._list: Any = None
            found = ctypes.c_void_p()
            try:
                ctypes.oledll.ole32.CoInitialize(None)
                ctypes.oledll.ole32.CoCreateInstance(
                    ctypes.byref(_guid(_TASKBAR_LIST)),
                    None,
                    _IN_PROCESS,
                    ctypes.byref(_guid(_ITASKBAR_LIST_3)),
                    ctypes.byref(found),
                )
                self._list = found
                self._call(_INIT)
            except OSError:  # no Explorer
                self._list = None

        @property
        def is_available(self) -> bool:
            """Whether there is a taskbar to show it on."""
            return self._list is not None

        def show(self, part: float | None) -> None:
            """Show how much is done, from 0 to 1; None shows nothing."""
            if self._list is None:
                return
            if part is None:
                self._call(_SET_STATE, ctypes.c_int(_NO_PROGRESS))
            else:
                done = ctypes.c_ulonglong(round(min(1.0, max(0.0, part)) * 1000))
                self._call(_SET_VALUE, done, ctypes.c_ulonglong(1000))

        def close(self) -> None:
            """Let the taskbar go."""
            if self._list is not None:
                self.show(None)
                table = ctypes.cast(self._list, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))
                ctypes.WINFUNCTYPE(wintypes.ULONG, ctypes.c_void_p)(table[0][_RELEASE])(self._list)
                self._list = None

        def _call(self, place: int, *arguments: Any) -> None:
            table = ctypes.cast(self._list, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))
            window = () if place == _INIT else (wintypes.HWND(self._window),)
            kinds = [type(one) for one in (*window, *arguments)]
            method = ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds)(table[0][place])
            method(self._list, *window, *arguments)

else:

    class TaskbarProgress:
        """Do nothing: only Windows has such a taskbar."""

        is_available = False

        def __init__(self, window: int) -> None: ...

        def show(self, part: float | None) -> None:
            """Do nothing."""

        def close(self) -> None:
            """Do nothing."""
