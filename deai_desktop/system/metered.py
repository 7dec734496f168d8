"""Whether the network costs by the byte, as mobile data mostly do."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from deai_desktop.system.programs import run_program

if sys.platform == "win32":
    import ctypes
    from ctypes import HRESULT, POINTER, byref, c_ulong, c_void_p, wintypes

    # https://learn.microsoft.com/windows/win32/api/netlistmgr/nn-netlistmgr-inetworkcostmanager
    _MANAGER = "{DCB00C01-570F-4A9B-8D69-199FDBA5723B}"
    _COST_MANAGER = "{DCB00008-570F-4A9B-8D69-199FDBA5723B}"
    _IN_PROCESS_OR_SERVER = 0x17
    _UNRESTRICTED, _FIXED, _VARIABLE = 0x1, 0x2, 0x4
    _OVER_LIMIT, _ROAMING = 0x10000, 0x40000
    _GET_COST, _RELEASE = 3, 2

    class _Guid(ctypes.Structure):
        _fields_ = (
            ("first", c_ulong),
            ("second", ctypes.c_ushort),
            ("third", ctypes.c_ushort),
            ("last", ctypes.c_ubyte * 8),
        )

    def is_metered() -> bool | None:
        """Ask the system now; None is what it does not tell."""
        ole = ctypes.windll.ole32
        has_begun = ole.CoInitializeEx(None, 0) >= 0
        try:
            return _ask(ole)
        except OSError:
            return None
        finally:
            if has_begun:
                ole.CoUninitialize()

    def _ask(ole: ctypes.WinDLL) -> bool | None:
        wanted, kind, manager = _Guid(), _Guid(), c_void_p()
        ole.CLSIDFromString(_MANAGER, byref(wanted))
        ole.CLSIDFromString(_COST_MANAGER, byref(kind))
        create = ole.CoCreateInstance
        create.argtypes = (c_void_p, c_void_p, wintypes.DWORD, c_void_p, c_void_p)
        if create(byref(wanted), None, _IN_PROCESS_OR_SERVER, byref(kind), byref(manager)) or not manager:
            return None
        methods = ctypes.cast(ctypes.cast(manager, POINTER(c_void_p))[0], POINTER(c_void_p))
        get_cost = ctypes.WINFUNCTYPE(HRESULT, c_void_p, POINTER(wintypes.DWORD), c_void_p)(
            methods[_GET_COST] or 0
        )
        release = ctypes.WINFUNCTYPE(c_ulong, c_void_p)(methods[_RELEASE] or 0)
        try:
            cost = wintypes.DWORD()
            get_cost(manager, byref(cost), None)
        finally:
            release(manager)
        if cost.value & (_FIXED | _VARIABLE | _OVER_LIMIT | _ROAMING):
            return True
        return False if cost.value & _UNRESTRICTED else None

else:

    def is_metered() -> bool | None:
        """Ask the system now; None is what it does not tell."""
        return ask_network_manager(_BUSCTL)


# https://networkmanager.dev/docs/api/latest/nm-dbus-types.html#NMMetered
_ANSWERS = {"u 1": True, "u 2": False, "u 3": True, "u 4": False}
_BUSCTL = (
    "busctl",
    "--system",
    "--timeout=2",
    "get-property",
    "org.freedesktop.NetworkManager",
    "/org/freedesktop/NetworkManager",
    "org.freedesktop.NetworkManager",
    "Metered",
)


def ask_network_manager(command: Sequence[str]) -> bool | None:
    """Ask NetworkManager over D-Bus with systemd's tool; None where there is neither, or no answer."""
    try:
        said = run_program(command, seconds=5).output
    except OSError:
        return None
    return _ANSWERS.get(said.decode("ascii", "replace").strip())
