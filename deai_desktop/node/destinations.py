"""Gathers what is known of a model here and in pools, for the rule “this PC first, a pool when too big or busy”."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from deai_desktop.core.errors import EngineStartError, ModelNotFoundError
from deai_desktop.core.settings import PoolSettings
from deai_desktop.engines.memory_budget import refuse_too_large
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.models.model import Model
from deai_desktop.node.destination import Destination, Here, Reason, There, destination
from deai_desktop.node.fits import FitSource
from deai_desktop.node.pool_models import is_pool_model, parts_of, pool_model, pool_model_id
from deai_desktop.node.pools import NodePools

log = logging.getLogger(__name__)


class Destinations:
    """Say where a model's answers are made. While the rule is off, that is where the person said."""

    def __init__(
        self,
        pools: NodePools,
        engines: EngineRegistry,
        fits: FitSource,
        settings: Callable[[], PoolSettings],
    ) -> None:
        self._pools = pools
        self._engines = engines
        self._fits = fits
        self._settings = settings

    def instead_of_missing(self, model_id: str) -> Model | None:
        """Return a model that is not installed, as one of a pool; None where none may be asked for it."""
        there = self._choose(Here(is_installed=False), model_id).there
        return self._elsewhere(model_id, there) if there else None

    async def of(self, model: Model) -> There | None:
        """Return who makes the answers of a model now; None when this PC does.

        Raises `ModelNotFoundError` for one that is not here and that nobody offers any more.
        """
        if is_pool_model(model.id):
            pool, name = parts_of(model.id)
            return There(pool, name, "", 0.0)
        is_here = not model.is_elsewhere and model.is_available
        if not self._pools.offers_of(model.id, model.sha256) or not self._settings().when_needed:
            if model.is_elsewhere:
                raise ModelNotFoundError(f"No model named “{model.id}” is installed.")
            return None
        here = await asyncio.to_thread(self._look, model) if is_here else Here(is_installed=False)
        chosen = self._choose(here, model.id, model.sha256)
        if chosen.there:
            log.info("%s is asked for in a pool: %s", model.id, chosen.reason.value)
        return chosen.there

    def _choose(self, here: Here, model_id: str, sha256: str = "") -> Destination:
        if not self._settings().when_needed:
            return Destination(Reason.CAN_BE_MADE_HERE)
        return destination(here, self._pools.offers_of(model_id, sha256))

    def _elsewhere(self, model_id: str, there: There) -> Model:
        """Describe it under the id that it was asked for with."""
        return replace(pool_model(pool_model_id(there.pool, there.model)), id=model_id, name=model_id)

    def _look(self, model: Model) -> Here:
        """See how the model is here; for a thread of its own."""
        fit = self._fits.now().of_model(model)
        here = Here(speed=fit.speed.low, prompt_speed=fit.speed.prompt)
        if engine := self._engines.loaded.get(model.id):
            return replace(here, requests=engine.own_requests, slots=engine.facts.slots)
        footprint = self._fits.footprint(model)
        try:
            refuse_too_large(footprint, self._fits.budget())
        except EngineStartError:
            return replace(here, has_memory=False)
        return replace(here, waits_for_room=self._engines.would_wait(model.id, footprint))
