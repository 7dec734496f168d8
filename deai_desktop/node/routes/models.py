"""``/api/models``: what is installed, and what could be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter

from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.models import (
    ImportModel,
    LookForNewer,
    ModelList,
    ModelView,
    NewerProblem,
    NewerVersions,
    RemovedModel,
    Unloaded,
)
from deai_desktop.api.schemas.status import LoadedModel
from deai_desktop.core.errors import DeAIError, InvalidInputError, ModelNotFoundError
from deai_desktop.engines.runnable import can_run
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.model import Model
from deai_desktop.node.fits import Fits
from deai_desktop.node.node import Node
from deai_desktop.node.views import loaded_view, model_view, offer_view
from deai_desktop.system.wsl import path_here


def model_routes(node: Node) -> APIRouter:
    """Serve models."""
    router = APIRouter(prefix="/api/models", tags=["models"])

    view = model_viewer(node)

    @router.get("")
    def list_models() -> ModelList:
        """List installed models, then those of the catalogue that are not installed."""
        installed = node.models.list()
        known = {model.id for model in installed}
        fits = node.fits.now()
        offers = [
            offer_view(entry, fits.of_entry(entry))
            for entry in node.catalogue.entries
            if entry.id not in known and can_run(entry)
        ]
        return ModelList(models=[_view(node, model, fits) for model in installed] + offers)

    @router.post("/import", status_code=201)
    def import_model(body: ImportModel) -> ModelView:
        """Take a GGUF file from where it lies, without copying it."""
        return view(node.models.import_file(full_path(body.path), body.id, body.name))

    @router.post("/look-for-newer")
    def look_for_newer(body: LookForNewer) -> NewerVersions:
        """Ask the hub whether it has newer versions of models that were downloaded; nothing is fetched."""
        models = [node.models.get(body.model)] if body.model else node.models.list()
        found = node.newer.ask_for_all(models)
        return NewerVersions(
            models=[model for model, newer in found.items() if isinstance(newer, CatalogueEntry)],
            problems=[
                NewerProblem(model=model, error=error_detail(error))
                for model, error in found.items()
                if isinstance(error, DeAIError)
            ],
        )

    @router.get("/{model_id}")
    def get_model(model_id: str) -> ModelView:
        """Describe one model, installed or not."""
        entry = _entry(node, model_id)
        if node.models.find(model_id) is None and entry is not None and can_run(entry):
            return offer_view(entry, node.fits.now().of_entry(entry))
        return view(node.models.get(model_id))

    @router.delete("/{model_id}")
    async def remove_model(model_id: str) -> RemovedModel:
        """Remove a model; an imported file itself stays where it is."""
        model, freed = await node.remove_model(model_id)
        return RemovedModel(
            id=model.id, freed_bytes=freed, kept_file=str(model.path) if model.imported else ""
        )

    @router.post("/{model_id}/load")
    async def load_model(model_id: str) -> LoadedModel:
        """Load a model into memory and answer when it is there."""
        model = await asyncio.to_thread(node.models.get, model_id)
        async with node.engines.use(model) as engine:
            return loaded_view(model.id, engine)

    @router.post("/{model_id}/unload")
    async def unload_model(model_id: str) -> Unloaded:
        """Free a model's memory at once."""
        model = await asyncio.to_thread(node.models.get, model_id)
        return Unloaded(was_loaded=await node.engines.unload(model.id))

    @router.post("/{model_id}/trust")
    def trust_model(model_id: str) -> ModelView:
        """Forget a model's crashes, so that one that was held back is loaded again."""
        model = node.models.get(model_id)
        node.engines.trust(model.id)
        return view(model)

    return router


def model_viewer(node: Node) -> Callable[[Model], ModelView]:
    """Return what shows an installed model."""
    return lambda model: _view(node, model, node.fits.now())


def full_path(text: str) -> Path:
    """Read a path that a front end sent, which may be one of Windows for a node in WSL."""
    path = Path(path_here(text)).expanduser()
    if not path.is_absolute():
        raise InvalidInputError("The path must be a full one.", hint="Begin it at the root.", param="path")
    return path


def _entry(node: Node, model_id: str) -> CatalogueEntry | None:
    try:
        return node.catalogue.find(model_id)
    except ModelNotFoundError:
        return None


def _view(node: Node, model: Model, fits: Fits) -> ModelView:
    entry = _entry(node, model.id)
    return model_view(
        model,
        entry,
        fits.of_model(model),
        loaded=model.id in node.engines.loaded,
        has_newer=node.newer.is_known(model),
        crashes=node.engines.crashes.of(model.id),
        is_held_back=node.engines.crashes.is_held_back(model.id),
    )
