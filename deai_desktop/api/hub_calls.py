"""What a node can be asked about the models of a hub."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.hub import HubModel, HubResults, HubToken, Kind, NewHubToken


class HubCalls(Calls):
    """Call a node about a hub. Every method raises the `DeAIError` that the node reported."""

    def search_hub(self, query: str, kind: Kind = "gguf", limit: int = 20, cursor: str = "") -> HubResults:
        """Search for models, most downloaded first; ``cursor`` goes on where the page before ended."""
        parameters = {"query": query, "kind": kind, "limit": limit, "cursor": cursor}
        return self.call(HubResults, "GET", "/api/hub/search", parameters=parameters, timeout=None)

    def hub_model(self, model: str) -> HubModel:
        """Describe a model by its name, ``owner/name``."""
        owner, _, name = model.partition("/")
        path = f"/api/hub/models/{quoted(owner)}/{quoted(name)}"
        return self.call(HubModel, "GET", path, timeout=None)

    def hub_token(self) -> HubToken:
        """Ask whether there is a token for the hub."""
        return self.call(HubToken, "GET", "/api/hub/token")

    def set_hub_token(self, token: str) -> HubToken:
        """Have a token kept in the vault."""
        return self.call(HubToken, "PUT", "/api/hub/token", NewHubToken(token=token))

    def remove_hub_token(self) -> HubToken:
        """Have the token forgotten."""
        return self.call(HubToken, "DELETE", "/api/hub/token")
