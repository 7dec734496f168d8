"""What a node can be asked about downloads."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.downloads import (
    ChangeDownload,
    DownloadList,
    DownloadView,
    Freed,
    PullModel,
    QuarantineList,
)


class DownloadCalls(Calls):
    """Call a node about downloads. Every method raises the `DeAIError` that the node reported."""

    def pull(self, model: str, priority: int = 0) -> DownloadView:
        """Start fetching a model."""
        return self.call(DownloadView, "POST", "/api/downloads", PullModel(model=model, priority=priority))

    def downloads(self) -> DownloadList:
        """List downloads, newest first."""
        return self.call(DownloadList, "GET", "/api/downloads")

    def download(self, download: str) -> DownloadView:
        """Ask how far a download is."""
        return self.call(DownloadView, "GET", f"/api/downloads/{quoted(download)}")

    def pause_download(self, download: str) -> DownloadView:
        """Stop a download until it is resumed."""
        return self.call(DownloadView, "POST", f"/api/downloads/{quoted(download)}/pause")

    def resume_download(self, download: str) -> DownloadView:
        """Go on with a download."""
        return self.call(DownloadView, "POST", f"/api/downloads/{quoted(download)}/resume")

    def prioritize_download(self, download: str, priority: int) -> DownloadView:
        """Let a download go before all those of lower priority."""
        body = ChangeDownload(priority=priority)
        return self.call(DownloadView, "PATCH", f"/api/downloads/{quoted(download)}", body)

    def cancel_download(self, download: str, *, discard: bool = False) -> DownloadView:
        """Cancel a download; what was fetched is kept for the next try, unless it is to be discarded."""
        parameters = {"discard": "true"} if discard else None
        return self.call(DownloadView, "DELETE", f"/api/downloads/{quoted(download)}", parameters=parameters)

    def quarantine(self) -> QuarantineList:
        """List files that were not what was wanted."""
        return self.call(QuarantineList, "GET", "/api/downloads/quarantine")

    def delete_quarantined(self, file: str) -> Freed:
        """Delete such a file."""
        return self.call(Freed, "DELETE", f"/api/downloads/quarantine/{quoted(file)}")
