"""``GET /v1/models``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from deai_desktop.api.schemas.openai.models import OpenAIModel, OpenAIModelList
from deai_desktop.models.model import Model
from deai_desktop.node.node import Node


async def find_model(node: Node, model_id: str) -> Model:
    """Return an installed model; raises `ModelNotFoundError`."""
    return await asyncio.to_thread(node.models.get, model_id)


def routes(node: Node) -> APIRouter:
    """Serve the list of models."""
    router = APIRouter(prefix="/v1/models", tags=["OpenAI"])

    @router.get("")
    def list_models() -> OpenAIModelList:
        """List installed models."""
        return OpenAIModelList(data=[_view(model) for model in node.models.list()])

    @router.get("/{model}")
    def get_model(model: str) -> OpenAIModel:
        """Describe one installed model."""
        return _view(node.models.get(model))

    return router


def _view(model: Model) -> OpenAIModel:
    return OpenAIModel(id=model.id, created=int(model.added_at), owned_by=model.facts.architecture or "local")
