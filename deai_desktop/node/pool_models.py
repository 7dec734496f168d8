"""Models and pools: those of this PC that others may use, and those of others that can be used here."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from deai_desktop.core.errors import ModelNotFoundError
from deai_desktop.core.settings import EngineSettings
from deai_desktop.engines.base import Engine
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.models.fit import ONNX_ENGINES
from deai_desktop.models.model import ELSEWHERE, Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.store import ModelStore
from deai_desktop.node.fits import FitSource
from deai_desktop.system.power import power

if TYPE_CHECKING:
    from deai_desktop.pool.jobs.presence import OfferedModel

_PREFIX = "pool/"
_LOOK_SECONDS = 10.0
_FALLBACK_CONTEXT = 2048


def is_pool_model(model_id: str) -> bool:
    """Say whether an id names a model of a pool: ``pool/NAME/model``."""
    return model_id.startswith(_PREFIX)


def pool_model_id(pool: str, model: str) -> str:
    """Write such an id."""
    return f"{_PREFIX}{pool}/{model}"


def parts_of(model_id: str) -> tuple[str, str]:
    """Return the pool's name and the model's id in it. Raises `ModelNotFoundError`."""
    pool, _, model = model_id.removeprefix(_PREFIX).partition("/")
    if not pool or not model:
        raise ModelNotFoundError(
            f"“{model_id}” names no model of a pool.", hint="Name it like this: pool/Friends/smollm2"
        )
    return pool, model


def pool_model(model_id: str) -> Model:
    """Describe a model that a pool's members run. Raises `ModelNotFoundError` for an id that names none."""
    pool, model = parts_of(model_id)
    facts = ModelFacts(has_chat_template=True)
    return Model(model_id, model, ELSEWHERE, Path(), 0, "", source_of(pool), False, facts, 0.0)


def source_of(pool: str) -> str:
    """Say where an answer comes from as long as nobody in a pool has begun with it."""
    return f"Pool “{pool}”"


class LentModels:
    """Know which models of this PC could work for others, and run them."""

    def __init__(
        self,
        models: ModelStore,
        engines: EngineRegistry,
        fits: FitSource,
        settings: Callable[[], EngineSettings],
    ) -> None:
        self._models = models
        self._engines = engines
        self._fits = fits
        self._settings = settings
        self._known: tuple[OfferedModel, ...] = ()
        self._looked_at = 0.0

    def look_again(self) -> None:
        """Notice that models or settings are other than before; for any thread."""
        self._looked_at = 0.0

    def offered(self) -> Sequence[OfferedModel]:
        """Describe the models that fit into this PC's memory."""
        if time.monotonic() - self._looked_at > _LOOK_SECONDS or not self._looked_at:
            self._known = self._look()
            self._looked_at = time.monotonic()
        return self._known

    def is_busy(self) -> bool:
        """Say whether nothing is to be done here now that can wait: models work, or the battery would pay for it."""
        return self._engines.is_busy or power().on_battery is True

    @asynccontextmanager
    async def use(self, model_id: str) -> AsyncIterator[Engine]:
        """Give the engine of a model, loaded first if need be. Raises what `EngineRegistry.use` raises."""
        async with self._engines.use(self._models.get(model_id)) as engine:
            yield engine

    def _look(self) -> tuple[OfferedModel, ...]:
        found = [model for model in self._models.list() if not model.is_adapter and model.is_available]
        return tuple(offered for model in found if (offered := self._offer(model)))

    def _offer(self, model: Model) -> OfferedModel | None:
        """Describe a model; None for one that does not fit."""
        from deai_desktop.pool.jobs.presence import OfferedModel

        settings = self._settings()
        facts = self._fits.facts_of(model)
        context = min(settings.context_length, facts.context_length or settings.context_length)
        slots = 1
        if engine := self._engines.loaded.get(model.id):
            context, slots = engine.facts.context_length, engine.facts.slots
        fit = self._fits.now().of_model(model)
        if model.engine != "echo" and not fit.fits and not engine:
            return None
        shared = settings.shared_slots or max(1, slots - 1)
        return OfferedModel(
            name=model.id,
            sha256=model.sha256,
            context_length=min(context, settings.shared_cells or context) or _FALLBACK_CONTEXT,
            embedding_length=facts.embedding_length,
            has_chat_template=facts.has_chat_template,
            understands_tools=facts.chat_template_mentions_tools,
            prompt_speed=fit.speed.prompt,
            speed=fit.speed.low,
            slots=1 if model.engine in ONNX_ENGINES else min(shared, slots),
        )
