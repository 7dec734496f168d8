"""``GET /v1/models``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from deai_desktop.api.schemas.openai.common import SamplingFields
from deai_desktop.api.schemas.openai.models import OpenAIModel, OpenAIModelList
from deai_desktop.engines.base import Adapter
from deai_desktop.models.model import Model
from deai_desktop.node import adapters
from deai_desktop.node.node import Node


async def find_model(node: Node, model_id: str) -> Model:
    """Return an installed model; raises `ModelNotFoundError`."""
    return await asyncio.to_thread(node.models.get, model_id)


async def find_adapters(node: Node, body: SamplingFields, model: Model) -> tuple[Adapter, ...]:
    """Return the adapters that a request names; raises what `deai_desktop.node.adapters.find_adapters` does."""
    if not body.adapters:
        return ()
    return await asyncio.to_thread(adapters.find_adapters, node.models, body.adapters, model)


def routes(node: Node) -> APIRouter:
    """Serve the list of models."""
    router = APIRouter(prefix="/v1/models", tags=["OpenAI"])

    @router.get("")
    def list_models() -> OpenAIModelList:
        """List installed models; adapters are none."""
        models = [model for model in node.models.list() if not model.is_adapter]
        return OpenAIModelList(data=[_view(model) for model in models])

    @router.get("/{model}")
    def get_model(model: str) -> OpenAIModel:
        """Describe one installed model."""
        return _view(node.models.get(model))

    return router


def _view(model: Model) -> OpenAIModel:
    return OpenAIModel(id=model.id, created=int(model.added_at), owned_by=model.facts.architecture or "local")
