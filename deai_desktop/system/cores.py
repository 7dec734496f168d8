"""Which of the processor's cores are fast: many have efficiency cores beside them, which slow a model down."""

from __future__ import annotations

import contextlib
import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

_DEVICES = Path("/sys/devices")
_FAST_SHARE = 2 / 3
"""A core with less than so much of the fastest one's capacity is an efficiency core."""
_PROCESSOR_CORE = 0
"""Windows' RelationProcessorCore."""


@dataclass(frozen=True)
class Cores:
    """Count physical cores that this process may use."""

    performance: int
    efficiency: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.performance + self.efficiency


def processor_cores() -> Cores:
    """Count this PC's cores; all count as fast where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, struct.error):
        if found := _ask_system():
            return found
    return Cores(psutil.cpu_count(logical=False) or os.cpu_count() or 1)


def linux_cores(devices: Path, allowed: set[int]) -> Cores | None:
    """Count the cores that hold the allowed logical processors, by what lies below ``/sys/devices``.

    Intel's hybrid processors have a ``cpu_core`` there; ARM's tell each processor's ``cpu_capacity``.
    None where the system does not tell which processors share a core.
    """
    cores: dict[str, int] = {}
    for number in sorted(allowed):
        siblings = _text(devices / f"system/cpu/cpu{number}/topology/core_cpus_list")
        if not siblings:
            return None
        cores.setdefault(siblings, number)
    fast = _fast_processors(devices, allowed)
    performance = sum(number in fast for number in cores.values())
    return Cores(performance, len(cores) - performance) if performance else Cores(len(cores))


def _fast_processors(devices: Path, allowed: set[int]) -> set[int]:
    if listed := _text(devices / "cpu_core/cpus"):
        return set(_numbers(listed))
    told = {one: _text(devices / f"system/cpu/cpu{one}/cpu_capacity") for one in allowed}
    capacities = {one: int(text) for one, text in told.items() if text.isdigit()}
    if len(capacities) < len(allowed):
        return allowed
    most = max(capacities.values())
    return {one for one, capacity in capacities.items() if capacity >= most * _FAST_SHARE}


def _numbers(listed: str) -> Iterator[int]:
    """Read a list such as ``0-7,16``."""
    for part in listed.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _text(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except OSError:
        return ""


def windows_cores(answer: bytes) -> Cores | None:
    """Count cores in what GetLogicalProcessorInformationEx tells of them (SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX).

    The higher a core's EfficiencyClass, the faster it is; where all are alike it is 0. None for an empty answer.
    """
    classes: list[int] = []
    place = 0
    while place + 10 <= len(answer):
        relation, size, _, efficiency_class = struct.unpack_from("<IIBB", answer, place)
        if relation == _PROCESSOR_CORE:
            classes.append(efficiency_class)
        if size < 10:
            break
        place += size
    if not classes:
        return None
    performance = classes.count(max(classes))
    return Cores(performance, len(classes) - performance)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    def _ask_system() -> Cores | None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        ask = kernel.GetLogicalProcessorInformationEx
        ask.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(wintypes.DWORD))
        ask.restype = wintypes.BOOL
        length = wintypes.DWORD(0)
        ask(_PROCESSOR_CORE, None, ctypes.byref(length))
        answer = ctypes.create_string_buffer(length.value)
        if not ask(_PROCESSOR_CORE, answer, ctypes.byref(length)):
            raise ctypes.WinError(ctypes.get_last_error())
        return windows_cores(answer.raw[: length.value])

elif sys.platform == "linux":

    def _ask_system() -> Cores | None:
        return linux_cores(_DEVICES, os.sched_getaffinity(0))

else:

    def _ask_system() -> Cores | None:
        return None
