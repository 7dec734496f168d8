"""Sizes, speeds and times as the page of models words them, in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

_SOON_SECONDS = 10


def size_text(count: float) -> str:
    """Write a number of bytes: ``98.4 MB``."""
    return QLocale().formattedDataSize(round(count), 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def number_text(number: int) -> str:
    """Write a whole number with its groups apart: ``8,192``."""
    return QLocale().toString(number)


def rounded_text(number: float) -> str:
    """Write a number as exactly as its size deserves: ``0.8``, ``4.2``, ``17``."""
    return QLocale().toString(float(number), "f", 1 if number < _SOON_SECONDS else 0)


def large_number_text(number: int) -> str:
    """Write a large number in words that are read at a glance: ``1.2 million``."""
    names = {
        10**9: QCoreApplication.translate("Figures", "{number} billion"),
        10**6: QCoreApplication.translate("Figures", "{number} million"),
    }
    for step, text in names.items():
        if number >= step:
            return text.format(number=rounded_text(number / step))
    return number_text(number)


def speed_text(speed: float) -> str:
    """Write bytes a second; empty as long as the speed is not known."""
    if speed < 1:
        return ""
    return QCoreApplication.translate("Figures", "{size}/s").format(size=size_text(speed))


def time_left_text(missing: int, speed: float, known: float | None = None) -> str:
    """Say how long the missing bytes will take; empty as long as neither the time nor the speed is known."""
    if known is None and (speed < 1 or missing <= 0):
        return ""
    seconds = round(missing / speed if known is None else known)
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


def date_text(seconds: float | None) -> str:
    """Write a day; empty when it is not known."""
    if not seconds:
        return ""
    day = QDateTime.fromSecsSinceEpoch(int(seconds)).date()
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)


def moment_text(seconds: float | None) -> str:
    """Write a day with its time; empty when it is not known."""
    if not seconds:
        return ""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)


def context_text(length: int) -> str:
    """Write a context length: ``32,768 tokens of context``."""
    if not length:
        return ""
    return QCoreApplication.translate("Figures", "{count} tokens of context").format(
        count=number_text(length)
    )


def joined(*parts: str) -> str:
    """Write what is known side by side."""
    return "  ·  ".join(part for part in parts if part)
