"""Gives a hash to files that this PC lends to a pool: without one, no receipt can name the model."""

from __future__ import annotations

from collections.abc import Collection

from deai_desktop.models.library.service import Library
from deai_desktop.models.store import ModelStore


def hash_lent(models: ModelStore, library: Library, chosen: Collection[str]) -> None:
    """Begin to hash imported models that were never hashed: the chosen ones, or all."""
    for model in models.list():
        is_lent = not chosen or model.id in chosen
        if is_lent and model.is_available and not model.is_adapter and not model.sha256:
            library.verify(model.id)
