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
from deai_desktop.node.pool_models import pool_model


async def find_model(node: Node, model_id: str) -> Model:
    """Return a model that is installed or that a pool offers. Raises `ModelNotFoundError`."""
    return await node.find_model(model_id)


async def find_adapters(node: Node, body: SamplingFields, model: Model) -> tuple[Adapter, ...]:
    """Return the adapters that a request names; raises what `deai_desktop.node.adapters.find_adapters` does."""
    if not body.adapters:
        return ()
    return await asyncio.to_thread(adapters.find_adapters, node.models, body.adapters, model)


def routes(node: Node) -> APIRouter:
    """Serve the list of models."""
    router = APIRouter(prefix="/v1/models", tags=["OpenAI"])

    @router.get("")
    async def list_models() -> OpenAIModelList:
        """List installed models, and those of the pools that may be asked; adapters are none."""
        installed = await asyncio.to_thread(node.models.list)
        models = [model for model in installed if not model.is_adapter]
        models += [pool_model(model_id) for model_id in await node.pools.model_ids()]
        return OpenAIModelList(data=[_view(model) for model in models])

    @router.get("/{model:path}")
    async def get_model(model: str) -> OpenAIModel:
        """Describe one model."""
        return _view(await find_model(node, model))

    return router


def _view(model: Model) -> OpenAIModel:
    return OpenAIModel(id=model.id, created=int(model.added_at), owned_by=_owner(model))


def _owner(model: Model) -> str:
    return model.source if model.is_elsewhere else model.facts.architecture or "local"
