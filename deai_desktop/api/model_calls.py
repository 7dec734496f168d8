"""What a node can be asked about models and their downloads."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
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

    def pull(self, model: str) -> DownloadView:
        """Start fetching a model."""
        return self.call(DownloadView, "POST", "/api/downloads", PullModel(model=model))

    def downloads(self) -> DownloadList:
        """List downloads, newest first."""
        return self.call(DownloadList, "GET", "/api/downloads")

    def download(self, download: str) -> DownloadView:
        """Ask how far a download is."""
        return self.call(DownloadView, "GET", f"/api/downloads/{quoted(download)}")

    def cancel_download(self, download: str, *, discard: bool = False) -> DownloadView:
        """Cancel a download; what was fetched is kept for the next try, unless it is to be discarded."""
        parameters = {"discard": "true"} if discard else None
        return self.call(DownloadView, "DELETE", f"/api/downloads/{quoted(download)}", parameters=parameters)
