"""``/api/updates``: whether there is a newer version, and getting it."""

from __future__ import annotations

from fastapi import APIRouter

from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.updates import ApplyUpdate, UpdateView
from deai_desktop.node.node import Node
from deai_desktop.system.setup_program import can_start_setup


def routes(node: Node) -> APIRouter:
    """Serve updates."""
    router = APIRouter(prefix="/api/updates", tags=["node"])

    @router.get("")
    def get_update() -> UpdateView:
        """Tell what is known of a newer version; asks nobody."""
        return _view(node)

    @router.post("/check")
    def check_for_update() -> UpdateView:
        """Ask the update server now."""
        node.updates.check()
        return _view(node)

    @router.post("/download", status_code=202)
    def download_update() -> UpdateView:
        """Fetch the newer version, going on where an earlier try stopped."""
        node.updates.start_download()
        return _view(node)

    @router.delete("/download")
    def cancel_update_download() -> UpdateView:
        """Stop fetching the newer version; what has arrived is kept for the next try."""
        node.updates.cancel_download()
        return _view(node)

    @router.post("/apply", status_code=202)
    def apply_update(body: ApplyUpdate) -> UpdateView:
        """Check the package once more and start its setup, which will ask DeAI to close."""
        node.updates.apply(silent=body.silent)
        return _view(node)

    return router


def _view(node: Node) -> UpdateView:
    status, channel = node.updates.status, node.updates.channel
    offer = status.offer
    return UpdateView(
        state=status.state.value,
        reason=node.updates.reason_off,
        running=channel.version,
        kind=channel.kind.value,
        version=offer.version if offer else "",
        notes=offer.notes if offer else "",
        done=status.done,
        total=offer.size if offer else 0,
        checked_at=status.checked_at,
        file=str(status.file or ""),
        has_setup=can_start_setup(),
        error=error_detail(status.error) if status.error else None,
    )
