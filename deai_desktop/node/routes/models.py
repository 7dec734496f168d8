"""``/api/models`` and ``/api/downloads``: what is installed, what could be, and how it gets here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter

from deai_desktop.api.schemas.models import (
    DownloadList,
    DownloadView,
    ImportModel,
    ModelList,
    ModelView,
    PullModel,
    RemovedModel,
    Unloaded,
)
from deai_desktop.api.schemas.status import LoadedModel
from deai_desktop.core.errors import InvalidInputError, ModelNotFoundError, NotFoundError
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.fit import estimate_for_entry, estimate_for_model
from deai_desktop.models.model import Model
from deai_desktop.node.node import Node
from deai_desktop.node.views import download_view, loaded_view, model_view, offer_view
from deai_desktop.system.memory import total_memory
from deai_desktop.system.wsl import path_here


def model_routes(node: Node) -> APIRouter:
    """Serve models."""
    router = APIRouter(prefix="/api/models", tags=["models"])

    view = model_viewer(node)

    def offer(entry: CatalogueEntry) -> ModelView:
        return offer_view(entry, estimate_for_entry(entry, _context_length(node), total_memory()))

    @router.get("")
    def list_models() -> ModelList:
        """List installed models, then those of the catalogue that are not installed."""
        installed = node.models.list()
        known = {model.id for model in installed}
        offers = [offer(entry) for entry in node.catalogue.entries if entry.id not in known]
        return ModelList(models=[view(model) for model in installed] + offers)

    @router.post("/import", status_code=201)
    def import_model(body: ImportModel) -> ModelView:
        """Take a GGUF file from where it lies, without copying it."""
        return view(node.models.import_file(full_path(body.path), body.id, body.name))

    @router.get("/{model_id}")
    def get_model(model_id: str) -> ModelView:
        """Describe one model, installed or not."""
        entry = _entry(node, model_id)
        if node.models.find(model_id) is None and entry is not None:
            return offer(entry)
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

    return router


def model_viewer(node: Node) -> Callable[[Model], ModelView]:
    """Return what shows an installed model."""

    def view(model: Model) -> ModelView:
        fit = estimate_for_model(model, _context_length(node), total_memory())
        return model_view(model, _entry(node, model.id), fit, loaded=model.id in node.engines.loaded)

    return view


def full_path(text: str) -> Path:
    """Read a path that a front end sent, which may be one of Windows for a node in WSL."""
    path = Path(path_here(text)).expanduser()
    if not path.is_absolute():
        raise InvalidInputError("The path must be a full one.", hint="Begin it at the root.", param="path")
    return path


def download_routes(node: Node) -> APIRouter:
    """Serve downloads."""
    router = APIRouter(prefix="/api/downloads", tags=["models"])

    @router.get("")
    def list_downloads() -> DownloadList:
        """List downloads, newest first."""
        return DownloadList(downloads=[download_view(one) for one in reversed(node.downloads.list())])

    @router.post("", status_code=202)
    def pull_model(body: PullModel) -> DownloadView:
        """Fetch a model of the catalogue; a partial file of an earlier try is continued."""
        return download_view(node.downloads.pull(body.model))

    @router.get("/{download_id}")
    def get_download(download_id: str) -> DownloadView:
        """Tell how far a download is."""
        found = next((one for one in node.downloads.list() if one.id == download_id), None)
        if found is None:
            raise NotFoundError("There is no such download.", hint="List them: GET /api/downloads")
        return download_view(found)

    @router.delete("/{download_id}")
    def cancel_download(download_id: str, discard: bool = False) -> DownloadView:
        """Cancel a download; what was fetched is kept for the next try, unless it is to be discarded."""
        return download_view(node.downloads.cancel(download_id, discard=discard))

    return router


def _context_length(node: Node) -> int:
    return node.settings.settings.engine.context_length


def _entry(node: Node, model_id: str) -> CatalogueEntry | None:
    try:
        return node.catalogue.find(model_id)
    except ModelNotFoundError:
        return None
