"""How a model runs on this PC, in the person's language: memory, speed with its error bar, context."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.gui.models.figures import joined, moment_text, number_text, rounded_text, size_text

_K = 1024

REASONS = (
    QT_TRANSLATE_NOOP("FitTexts", "the best that fits; its speed is not known yet"),
    QT_TRANSLATE_NOOP("FitTexts", "the best that fits and is fast enough"),
    QT_TRANSLATE_NOOP("FitTexts", "the fastest that fits"),
)
"""Why the node recommends a quantization; a speed may follow, which is shown elsewhere."""


def fit_text(fit: ModelFit) -> str:
    """Say all in one line: ``about 14–17 tokens/s · 3.1 GB of memory · up to 16k context``."""
    return joined(
        speed_part(fit.tokens_per_second_low, fit.tokens_per_second_high),
        memory_part(fit.needs_memory),
        context_part(fit.largest_context),
    )


def speed_part(least: float, most: float) -> str:
    """Say how fast it answers; empty while that is not known."""
    if most <= 0:
        return ""
    low, high = rounded_text(least), rounded_text(most)
    if low == high:
        return QCoreApplication.translate("FitTexts", "about {speed} tokens/s").format(speed=high)
    return QCoreApplication.translate("FitTexts", "about {low}–{high} tokens/s").format(low=low, high=high)


def memory_part(needs: int) -> str:
    """Say how much memory it takes; empty when that is not known."""
    if not needs:
        return ""
    return QCoreApplication.translate("FitTexts", "{size} of memory").format(size=size_text(needs))


def needs_text(needs: int) -> str:
    """Say how much memory it is likely to take, where nothing else is known."""
    if not needs:
        return ""
    return QCoreApplication.translate("FitTexts", "needs about {size} of memory").format(
        size=size_text(needs)
    )


def because_text(reason: str) -> str:
    """Say why a quantization is recommended."""
    known = next((one for one in map(str, REASONS) if reason.startswith(one)), reason)
    return QCoreApplication.translate("FitTexts", known) if known else ""


def basis_text(fit: ModelFit) -> str:
    """Say where the speed is known from; empty when there is none."""
    if fit.basis == "measured":
        if not fit.measured_at:
            return QCoreApplication.translate("FitTexts", "measured on this PC")
        return QCoreApplication.translate("FitTexts", "measured on this PC, {when}").format(
            when=moment_text(fit.measured_at)
        )
    if fit.basis == "similar":
        return QCoreApplication.translate("FitTexts", "expected from other models on this PC")
    return ""


def context_part(length: int) -> str:
    """Say up to which context it fits; empty when that is not known."""
    if not length:
        return ""
    count = f"{length // _K}k" if length >= _K else number_text(length)
    return QCoreApplication.translate("FitTexts", "up to {count} context").format(count=count)
