"""Finds the adapters that a request names among what is installed."""

from __future__ import annotations

from collections.abc import Sequence

from deai_desktop.api.schemas.adapters import AdapterChoice
from deai_desktop.core.errors import InvalidInputError, ModelFileError, ModelNotFoundError
from deai_desktop.engines.base import Adapter
from deai_desktop.models.gguf_lora import check_architecture
from deai_desktop.models.model import Model
from deai_desktop.models.store import ModelStore


def find_adapters(
    store: ModelStore, wanted: Sequence[AdapterChoice], model: Model | None = None
) -> tuple[Adapter, ...]:
    """Return what is wanted; where the model is known yet, one for another kind of model is refused at once.

    Whether the rest fits, the engine looks. Raises `ModelNotFoundError`, `ModelFileError` or `InvalidInputError`.
    """
    found = [(_installed(store, one.name), one) for one in wanted]
    if model is not None and model.engine == "llama.cpp":  # others take none, and say so themselves
        for adapter, _ in found:
            check_architecture(adapter.id, adapter.facts.architecture, model.facts.architecture)
    return tuple(Adapter(adapter.id, adapter.path, one.scale) for adapter, one in found)


def _installed(store: ModelStore, name: str) -> Model:
    found = store.find(name)
    if found is None:
        raise ModelNotFoundError(
            f"No adapter named “{name}” is installed.",
            hint="Use a file of yours: deai models import FILE",
            param="adapters",
        )
    if not found.is_adapter:
        raise InvalidInputError(
            f"“{name}” is a model, not an adapter.",
            hint="See which adapters there are: deai models list",
            param="adapters",
        )
    if not found.is_available:
        raise ModelFileError(
            f"The file {found.path} is gone or has changed.",
            hint=f"Remove the model and get it again: deai models remove {found.id}",
            param="adapters",
        )
    return found
