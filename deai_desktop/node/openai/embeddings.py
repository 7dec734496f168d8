"""``POST /v1/embeddings``."""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from deai_desktop.api.schemas.openai.embeddings import (
    Embedding,
    EmbeddingList,
    EmbeddingRequest,
    EmbeddingUsage,
)
from deai_desktop.core.errors import InvalidInputError
from deai_desktop.node.node import Node
from deai_desktop.node.openai.answers import unless_gone
from deai_desktop.node.openai.models import find_model
from deai_desktop.node.openai.serving import HUNG_UP


def routes(node: Node) -> APIRouter:
    """Serve embeddings."""
    router = APIRouter(tags=["OpenAI"])

    @router.post("/v1/embeddings", response_model=EmbeddingList)
    async def embeddings(body: EmbeddingRequest, request: Request) -> Any:
        """Turn texts into vectors, as OpenAI's API of this name does."""
        model = await find_model(node, body.model)
        texts = [body.input] if isinstance(body.input, str) else body.input
        async with node.use(
            model, stays=True
        ) as engine:  # another file's vectors would not go with those there are
            own = engine.facts.embedding_length
            if body.dimensions not in (None, own):
                raise InvalidInputError(f"This model's vectors have {own} numbers.", param="dimensions")
            found = await unless_gone(request, lambda: engine.embed(texts, request.state.caller.name))
        if found is None:
            return Response(status_code=HUNG_UP)
        as_base64 = body.encoding_format == "base64"
        return EmbeddingList(
            data=[
                Embedding(index=place, embedding=_base64(vector) if as_base64 else list(vector))
                for place, vector in enumerate(found.vectors)
            ],
            model=model.id,
            usage=EmbeddingUsage(prompt_tokens=found.prompt_tokens, total_tokens=found.prompt_tokens),
        )

    return router


def _base64(vector: Sequence[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode("ascii")
