"""Sizes, speeds and times as the page of models words them, in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

_SOON_SECONDS = 10


def size_text(count: float) -> str:
    """Write a number of bytes: ``98.4 MB``."""
    return QLocale().formattedDataSize(round(count), 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def number_text(number: int) -> str:
    """Write a whole number with its groups apart: ``8,192``."""
    return QLocale().toString(number)


def speed_text(speed: float) -> str:
    """Write bytes a second; empty as long as the speed is not known."""
    if speed < 1:
        return ""
    return QCoreApplication.translate("Figures", "{size}/s").format(size=size_text(speed))


def time_left_text(missing: int, speed: float) -> str:
    """Say how long the missing bytes will take; empty as long as the speed is not known."""
    if speed < 1 or missing <= 0:
        return ""
    seconds = round(missing / speed)
    if seconds < _SOON_SECONDS:
        return QCoreApplication.translate("Figures", "a few seconds left")
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        text = QCoreApplication.translate("Figures", "{hours} h {minutes} min left")
    elif minutes:
        text = QCoreApplication.translate("Figures", "{minutes} min left")
    else:
        text = QCoreApplication.translate("Figures", "{seconds} s left")
    return text.format(hours=hours, minutes=minutes, seconds=rest)


def joined(*parts: str) -> str:
    """Write what is known side by side."""
    return "  ·  ".join(part for part in parts if part)
