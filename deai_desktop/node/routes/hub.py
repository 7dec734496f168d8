"""``/api/hub``: models of a hub, and the token that opens some of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from deai_desktop.api.schemas.hub import HubModel, HubResults, HubToken, Kind, NewHubToken
from deai_desktop.models.hub.service import MOST_RESULTS
from deai_desktop.node.hub_views import hub_model_view, results_view
from deai_desktop.node.node import Node


def routes(node: Node) -> APIRouter:
    """Serve a hub. The functions are not async: the hub and the vault take their time."""
    router = APIRouter(prefix="/api/hub", tags=["models"])

    @router.get("/search")
    def search_hub(
        query: Annotated[str, Query(max_length=200)] = "",
        kind: Kind = "gguf",
        limit: Annotated[int, Query(ge=1, le=MOST_RESULTS)] = 20,
        cursor: Annotated[str, Query(max_length=2000, pattern=r"^[!-~]*$")] = "",
    ) -> HubResults:
        """Search the hub for models, most downloaded first; while it is away, what is known answers."""
        return results_view(node.hub.search(query, kind, limit, cursor))

    @router.get("/models/{owner}/{name}")
    def get_hub_model(owner: str, name: str) -> HubModel:
        """Describe a model of the hub: its versions, what its makers tell, and whether it can be fetched."""
        return hub_model_view(node, node.hub.describe(f"{owner}/{name}"))

    @router.get("/token")
    def get_hub_token() -> HubToken:
        """Tell whether there is a token for the hub; never the token itself."""
        return HubToken(is_set=node.hub.token.is_set)

    @router.put("/token")
    def set_hub_token(body: NewHubToken) -> HubToken:
        """Keep a token in the vault, for the hub that the settings name now."""
        node.hub.set_token(body.token)
        return HubToken(is_set=True)

    @router.delete("/token")
    def remove_hub_token() -> HubToken:
        """Forget the token."""
        node.hub.remove_token()
        return HubToken(is_set=False)

    return router
