"""Puts the local API together: routes, errors, guard, and one OpenAPI document of it all."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from deai_desktop import __version__
from deai_desktop.api.schemas.errors import ErrorBody
from deai_desktop.node.errors import add_error_handlers
from deai_desktop.node.guard import Guard
from deai_desktop.node.node import Node
from deai_desktop.node.openai import chat, completions, embeddings
from deai_desktop.node.openai import models as openai_models
from deai_desktop.node.routes import (
    conversations,
    downloads,
    engine,
    events,
    fit,
    hub,
    keys,
    outbound,
    own_state,
    pool_books,
    pools,
    updates,
)
from deai_desktop.node.routes.library import library_routes, model_file_routes
from deai_desktop.node.routes.models import model_routes, model_viewer

_ABOUT = """The API of DeAI Desktop on this PC. `/v1` is OpenAI's, for any client that speaks it; `/api` is our own.

Every call but `/health` needs a key: `Authorization: Bearer KEY`. Make one with `deai keys create NAME`."""

_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody, "description": text}
    for status, text in {
        400: "The input can't be used.",
        401: "The key is missing or wrong.",
        403: "The key, the Host or the Origin is not allowed to do this.",
        404: "There is no such thing.",
        409: "Not possible in the present state.",
        500: "The engine or the node failed.",
        502: "Another server, such as the model hub, does not answer or refuses.",
        503: "A part that is needed is not available: the model can't be loaded, or there is no vault.",
        507: "The disk is full.",
    }.items()
}


def make_app(node: Node) -> FastAPI:
    """Build the ASGI app of one node; the guard comes around it in `guarded`."""
    app = FastAPI(
        title="DeAI Desktop",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        responses=_ERRORS,
        generate_unique_id_function=lambda route: route.name,
    )
    for router in (
        own_state.routes(node),
        events.routes(node),
        keys.routes(node),
        outbound.routes(node),
        updates.routes(node),
        model_routes(node),
        fit.routes(node),
        engine.routes(node),
        library_routes(node, model_viewer(node)),
        model_file_routes(node, model_viewer(node)),
        downloads.routes(node),
        hub.routes(node),
        pool_books.routes(node),
        pools.routes(node),
        pools.own_hub_routes(node),
        conversations.routes(node),
        openai_models.routes(node),
        chat.routes(node),
        completions.routes(node),
        embeddings.routes(node),
    ):
        app.include_router(router)
    add_error_handlers(app)
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return app


def guarded(app: FastAPI, node: Node, port: int) -> Guard:
    """Put the guard in front of the app."""
    return Guard(
        app,
        lambda: port,
        node.session_token,
        node.api_keys,
        lambda: node.settings.settings.api.allowed_origins,
        lambda: node.lan.hosts,
    )


def _document(app: FastAPI) -> dict[str, Any]:
    """Describe the API: keys are needed, and what is invalid is 400 rather than FastAPI's 422."""
    if app.openapi_schema is None:
        schema = FastAPI.openapi(app)
        schema["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        schema["security"] = [{"key": []}]
        schema["paths"]["/health"]["get"]["security"] = []
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)
        for unused in ("HTTPValidationError", "ValidationError"):
            schema["components"]["schemas"].pop(unused, None)
        app.openapi_schema = schema
    return app.openapi_schema
