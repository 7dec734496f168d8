"""``/api/models/{id}/fit`` and ``/measure``: how a model runs on this PC."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query

from deai_desktop.api.schemas.fit import MeasurementCancelled, ModelFit
from deai_desktop.models.fit import Candidate
from deai_desktop.models.fit_choice import Choice
from deai_desktop.models.fit_memory import LARGEST_CONTEXT
from deai_desktop.node.node import Node
from deai_desktop.node.views import fit_view

_Context = Annotated[int, Query(ge=0, le=LARGEST_CONTEXT)]


def routes(node: Node) -> APIRouter:
    """Serve estimates and measurements."""
    router = APIRouter(prefix="/api/models", tags=["models"])

    def view(model_id: str, context_length: int = 0) -> ModelFit:
        fits = node.fits.now()
        entry = next((one for one in node.catalogue.entries if one.id == model_id), None)
        if entry is not None and node.models.find(model_id) is None:
            candidate = Candidate.of_entry(entry)
        else:
            model = node.models.get(model_id)
            candidate = Candidate.of_model(model, fits.facts_of(model))
        choice = fits.choice(entry, node.catalogue) if entry else Choice(None, "")
        return fit_view(candidate, fits.of(candidate, context_length), choice)

    @router.get("/{model_id}/fit")
    def fit_model(model_id: str, context_length: _Context = 0) -> ModelFit:
        """Estimate memory, largest context and speed; a context of 0 takes that of the settings."""
        return view(model_id, context_length)

    @router.post("/{model_id}/measure")
    async def measure_model(model_id: str) -> ModelFit:
        """Measure an installed model for up to 20 seconds; refused while an answer is being written."""
        model = await asyncio.to_thread(node.models.get, model_id)
        await node.measuring.measure(model)
        return await asyncio.to_thread(view, model_id)

    @router.delete("/{model_id}/measure")
    async def cancel_measurement(model_id: str) -> MeasurementCancelled:
        """End a measurement; what asked for it gets an error."""
        return MeasurementCancelled(was_running=node.measuring.cancel(model_id))

    return router
