"""Which graphics adapters Windows has for DirectX 12, the fastest first."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GraphicsAdapter:
    """A graphics adapter that is no emulation."""

    name: str
    memory: int
    """Bytes of its own."""
    luid: tuple[int, int]
    """What Windows knows it by until it is restarted: the high part with a sign, and the low one."""
    place: int
    """Where it stands in the order of `IDXGIFactory1::EnumAdapters1`."""


if sys.platform == "win32":
    import ctypes
    from collections.abc import Iterator
    from ctypes import POINTER, byref, c_size_t, c_uint, c_void_p, wintypes

    # https://learn.microsoft.com/windows/win32/api/dxgi1_6/nn-dxgi1_6-idxgifactory6
    _FACTORY_1 = "{770AAE78-F26F-4DBA-A829-253C83D1B387}"
    _FACTORY_6 = "{C1B6694F-FF09-44A9-B03C-77900A0A1D17}"
    _ADAPTER_1 = "{29038F61-3839-4626-91FD-086879011A05}"
    _QUERY_INTERFACE, _RELEASE = 0, 2
    _ENUM_ADAPTERS_1, _ENUM_BY_PREFERENCE, _GET_DESC_1 = 12, 29, 10
    _HIGH_PERFORMANCE = 2
    _SOFTWARE = 2
    _BASIC_RENDER_DRIVER = (0x1414, 0x8C)

    class _Guid(ctypes.Structure):
        _fields_ = (
            ("first", ctypes.c_ulong),
            ("second", ctypes.c_ushort),
            ("third", ctypes.c_ushort),
            ("last", ctypes.c_ubyte * 8),
        )

    class _Description(ctypes.Structure):
        """DXGI_ADAPTER_DESC1."""

        _fields_ = (
            ("name", ctypes.c_wchar * 128),
            ("vendor", c_uint),
            ("device", c_uint),
            ("subsystem", c_uint),
            ("revision", c_uint),
            ("memory", c_size_t),
            ("system_memory", c_size_t),
            ("shared_memory", c_size_t),
            ("luid_low", wintypes.DWORD),
            ("luid_high", wintypes.LONG),
            ("flags", c_uint),
        )

    def graphics_adapters() -> tuple[GraphicsAdapter, ...]:
        """List them; empty where Windows does not tell."""
        try:
            return tuple(_listed())
        except (OSError, AttributeError):  # there is no DXGI, or one without what is asked for
            return ()

    def _listed() -> list[GraphicsAdapter]:
        create = ctypes.WinDLL("dxgi").CreateDXGIFactory1
        create.argtypes = (c_void_p, c_void_p)
        factory = c_void_p()
        if create(byref(_guid(_FACTORY_1)), byref(factory)) or not factory:
            return []
        try:
            known = [_described(adapter, place) for place, adapter in enumerate(_in_any_order(factory))]
            real = {one.luid: one for one in known if one is not None}
            best = [one.luid for one in map(_described, _fastest_first(factory)) if one is not None]
        finally:
            _release(factory)
        if best:
            return [real[luid] for luid in best if luid in real]
        return sorted(real.values(), key=lambda one: -one.memory)  # Windows 10 before 1803

    def _in_any_order(factory: c_void_p) -> Iterator[c_void_p]:
        enumerate_adapters = _method(factory, _ENUM_ADAPTERS_1, c_uint, c_void_p)
        place, adapter = 0, c_void_p()
        while enumerate_adapters(factory, place, byref(adapter)) == 0:
            yield adapter
            place, adapter = place + 1, c_void_p()

    def _fastest_first(factory: c_void_p) -> Iterator[c_void_p]:
        """Yield adapters as Windows ranks them; nothing where it can't."""
        newer = c_void_p()
        query = _method(factory, _QUERY_INTERFACE, c_void_p, c_void_p)
        if query(factory, byref(_guid(_FACTORY_6)), byref(newer)) or not newer:
            return
        try:
            enumerate_adapters = _method(newer, _ENUM_BY_PREFERENCE, c_uint, c_uint, c_void_p, c_void_p)
            kind = _guid(_ADAPTER_1)
            place, adapter = 0, c_void_p()
            while enumerate_adapters(newer, place, _HIGH_PERFORMANCE, byref(kind), byref(adapter)) == 0:
                yield adapter
                place, adapter = place + 1, c_void_p()
        finally:
            _release(newer)

    def _described(adapter: c_void_p, place: int = 0) -> GraphicsAdapter | None:
        """Describe an adapter and let go of it; None for emulated ones."""
        found = _Description()
        try:
            failed = _method(adapter, _GET_DESC_1, c_void_p)(adapter, byref(found))
        finally:
            _release(adapter)
        if failed or found.flags & _SOFTWARE or (found.vendor, found.device) == _BASIC_RENDER_DRIVER:
            return None
        return GraphicsAdapter(found.name, found.memory, (found.luid_high, found.luid_low), place)

    def _method(thing: c_void_p, number: int, *kinds: Any) -> Any:
        methods = ctypes.cast(ctypes.cast(thing, POINTER(c_void_p))[0] or 0, POINTER(c_void_p))
        return ctypes.WINFUNCTYPE(ctypes.c_long, c_void_p, *kinds)(methods[number] or 0)

    def _release(thing: c_void_p) -> None:
        _method(thing, _RELEASE)(thing)

    def _guid(text: str) -> _Guid:
        guid = _Guid()
        ctypes.windll.ole32.CLSIDFromString(text, byref(guid))
        return guid

else:

    def graphics_adapters() -> tuple[GraphicsAdapter, ...]:
        """List them; empty, since this is not Windows."""
        return ()
