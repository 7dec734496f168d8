"""What one row on the page of downloads shows, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.gui.models.download_texts import download_state, progress_text
from deai_desktop.gui.models.figures import joined
from deai_desktop.gui.node_texts import said

_ORDER = ("running", "queued", "paused", "failed", "finished")


@dataclass(frozen=True)
class DownloadRow:
    """Hold what a row shows."""

    download_id: str
    model_id: str
    name: str
    stage: str
    """Queued, running, paused, failed or finished."""
    part: float
    progress: str
    """How much, how fast, how long still; or what it waits for."""
    source: str
    is_waiting: bool
    """Whether it could go on if the person allowed it."""
    can_be_first: bool
    title: str
    """What went wrong."""
    trouble: str
    advice: str


def download_rows(views: Iterable[DownloadView], names: dict[str, str]) -> list[DownloadRow]:
    """Show downloads: what runs, then the queue in its order, then what stands still, then what is done."""
    ranked = sorted(views, key=lambda view: (_ORDER.index(download_state(view)), view.position))
    return [_row(view, names) for view in ranked]


def _row(view: DownloadView, names: dict[str, str]) -> DownloadRow:
    error, state = view.error, download_state(view)
    return DownloadRow(
        download_id=view.id,
        model_id=view.model,
        name=view.name or names.get(view.model, view.model),
        stage=state,
        part=view.done / max(1, view.total),
        progress=progress_text(view),
        source=_source(view, state),
        is_waiting=bool(view.waiting_for) and state in ("queued", "running"),
        can_be_first=state == "queued" and view.position > 1,
        title=said(error.title) if error else "",
        trouble=said(error.message) if error else "",
        advice=said(error.hint) if error else "",
    )


def _source(view: DownloadView, state: str) -> str:
    checked = ""
    if state == "finished":
        checked = (
            QCoreApplication.translate("DownloadRow", "checked: exactly what was promised")
            if view.verified
            else QCoreApplication.translate("DownloadRow", "not verified: its source gives no checksum")
        )
    place = QCoreApplication.translate("DownloadRow", "from {place}").format(
        place=urlsplit(view.source).hostname or view.source
    )
    return joined(place if view.source else "", checked)
