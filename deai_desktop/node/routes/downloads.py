"""``/api/downloads``: how models get here."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter

from deai_desktop.api.schemas.downloads import (
    ChangeDownload,
    DownloadList,
    DownloadView,
    Freed,
    PullModel,
    QuarantinedFile,
    QuarantineList,
)
from deai_desktop.core.errors import NotFoundError
from deai_desktop.node.node import Node
from deai_desktop.node.views import download_view


def routes(node: Node) -> APIRouter:
    """Serve downloads."""
    router = APIRouter(prefix="/api/downloads", tags=["models"])

    @router.get("")
    def list_downloads() -> DownloadList:
        """List downloads, newest first."""
        return DownloadList(downloads=[download_view(one) for one in reversed(node.downloads.list())])

    @router.post("", status_code=202)
    def pull_model(body: PullModel) -> DownloadView:
        """Fetch a model; a partial file of an earlier try is continued, a paused download goes on."""
        return download_view(node.downloads.pull(body.model, body.priority))

    @router.get("/quarantine")
    def list_quarantine() -> QuarantineList:
        """List files that were not what was wanted."""
        return QuarantineList(files=[QuarantinedFile(**asdict(one)) for one in node.quarantine.list()])

    @router.delete("/quarantine/{file_id}")
    def delete_quarantined(file_id: str) -> Freed:
        """Delete a file that was not what was wanted."""
        return Freed(freed_bytes=node.quarantine.remove(file_id))

    @router.get("/{download_id}")
    def get_download(download_id: str) -> DownloadView:
        """Tell how far a download is."""
        found = next((one for one in node.downloads.list() if one.id == download_id), None)
        if found is None:
            raise NotFoundError("There is no such download.", hint="List them: GET /api/downloads")
        return download_view(found)

    @router.post("/{download_id}/pause")
    def pause_download(download_id: str) -> DownloadView:
        """Stop a download until it is resumed, also after a restart."""
        return download_view(node.downloads.pause(download_id))

    @router.post("/{download_id}/resume")
    def resume_download(download_id: str) -> DownloadView:
        """Go on with a download that was paused or cancelled, has failed, or waits for another network."""
        return download_view(node.downloads.resume(download_id))

    @router.patch("/{download_id}")
    def change_download(download_id: str, body: ChangeDownload) -> DownloadView:
        """Let a download go before all those of lower priority."""
        return download_view(node.downloads.prioritize(download_id, body.priority))

    @router.delete("/{download_id}")
    def cancel_download(download_id: str, discard: bool = False) -> DownloadView:
        """Cancel a download; what was fetched is kept for the next try, unless it is to be discarded."""
        return download_view(node.downloads.cancel(download_id, discard=discard))

    return router
