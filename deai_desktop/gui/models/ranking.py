"""Puts the models of the catalogue into the order in which they suit this PC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.api.schemas.models import ModelView

_FAST_ENOUGH = 8.0
"""Tokens a second: somewhat faster than most people read."""
_ROOMY = 0.6
"""So much of the memory a model may take that is likely to be fast enough, while its speed is not known."""
_LIGHT = 6 * 10**9
"""Bytes, too: all of them are read for each token, which takes a processor without a graphics card long."""


def ranked(views: Iterable[ModelView], fits: Mapping[str, ModelFit]) -> list[ModelView]:
    """Begin with the largest chat models that run well here; then what fits, then what does not, smallest first."""

    def rank(view: ModelView) -> tuple[bool, int, int]:
        if not view.fits:
            return not view.has_chat_template, 2, view.parameters
        runs_well = _runs_well(view, fits.get(view.id))
        return not view.has_chat_template, 0 if runs_well else 1, (-1 if runs_well else 1) * view.parameters

    return sorted(views, key=rank)


def is_best_version(view: ModelView, fit: ModelFit | None) -> bool:
    """Tell whether no other quantization of the same model suits this PC better, as far as is known."""
    return fit is None or fit.recommended_model in ("", view.id)


def _runs_well(view: ModelView, fit: ModelFit | None) -> bool:
    if fit is None:
        return view.starter
    if fit.basis == "unknown":
        most = _ROOMY * fit.available_memory
        return fit.needs_memory <= (most if fit.device == "gpu" else min(most, _LIGHT))
    return (fit.tokens_per_second_low + fit.tokens_per_second_high) / 2 >= _FAST_ENOUGH
