"""What a node can be asked about models and their downloads."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.models import (
    ImportModel,
    ModelList,
    ModelView,
    RemovedModel,
    Unloaded,
)
from deai_desktop.api.schemas.status import LoadedModel


class ModelCalls(Calls):
    """Call a node about models. Every method raises the `DeAIError` that the node reported."""

    def models(self) -> ModelList:
        """List installed models and what the catalogue offers."""
        return self.call(ModelList, "GET", "/api/models")

    def model(self, model: str) -> ModelView:
        """Describe one model."""
        return self.call(ModelView, "GET", f"/api/models/{quoted(model)}")

    def import_model(self, path: str, model_id: str = "", name: str = "") -> ModelView:
        """Take a GGUF file from where it lies."""
        return self.call(
            ModelView, "POST", "/api/models/import", ImportModel(path=path, id=model_id, name=name)
        )

    def remove_model(self, model: str) -> RemovedModel:
        """Remove a model."""
        return self.call(RemovedModel, "DELETE", f"/api/models/{quoted(model)}")

    def load_model(self, model: str) -> LoadedModel:
        """Load a model into memory; takes as long as the loading does."""
        return self.call(LoadedModel, "POST", f"/api/models/{quoted(model)}/load", timeout=None)

    def unload_model(self, model: str) -> Unloaded:
        """Free a model's memory."""
        return self.call(Unloaded, "POST", f"/api/models/{quoted(model)}/unload")

    def trust_model(self, model: str) -> ModelView:
        """Let a model be loaded again that crashed."""
        return self.call(ModelView, "POST", f"/api/models/{quoted(model)}/trust")
