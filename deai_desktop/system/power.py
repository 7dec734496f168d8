"""How this PC gets its power."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Power:
    """Say where the power comes from; None is what the system does not tell."""

    on_battery: bool | None = None
    percent: int | None = None
    """How full the battery is, from 0 to 100."""
    saver: bool | None = None
    """Whether the person or the system chose to save energy."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Status(ctypes.Structure):
        _fields_ = (
            ("ACLineStatus", ctypes.c_ubyte),
            ("BatteryFlag", ctypes.c_ubyte),
            ("BatteryLifePercent", ctypes.c_ubyte),
            ("SystemStatusFlag", ctypes.c_ubyte),
            ("BatteryLifeTime", wintypes.DWORD),
            ("BatteryFullLifeTime", wintypes.DWORD),
        )

    def power() -> Power:
        """Ask the system now."""
        status = _Status()
        if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            return Power()
        line, percent = status.ACLineStatus, status.BatteryLifePercent
        return Power(
            on_battery=line == 0 if line in (0, 1) else None,
            percent=percent if percent <= 100 else None,
            saver=bool(status.SystemStatusFlag),
        )

else:

    def power() -> Power:
        """Ask the system now."""
        return read_power_supplies(Path("/sys/class/power_supply"))


def read_power_supplies(folder: Path) -> Power:
    """Read Linux's description of batteries and mains (Documentation/ABI/testing/sysfs-class-power)."""
    batteries = [one for one in _supplies(folder) if _read(one, "type") == "Battery"]
    batteries = [one for one in batteries if _read(one, "scope") != "Device"]  # a mouse's counts for nothing
    if not batteries:
        return Power()
    states = [_read(one, "status") for one in batteries]
    levels = [int(text) for one in batteries if (text := _read(one, "capacity")).isdigit()]
    return Power(
        on_battery="Discharging" in states,
        percent=sum(levels) // len(levels) if levels else None,
    )


def _supplies(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _read(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
