"""Models of a hub, and what can be fetched of one, as the window lists them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.api.schemas.hub import HubModelSummary, HubQuantization
from deai_desktop.gui.models.download_texts import download_state, progress_text
from deai_desktop.gui.models.figures import context_text, date_text, joined, large_number_text, size_text
from deai_desktop.gui.models.fit_texts import because_text, context_part, memory_part, speed_part
from deai_desktop.gui.node_texts import said


@dataclass(frozen=True)
class HubRow:
    """Hold what a row of a search shows."""

    hub_id: str
    name: str
    owner: str
    facts: str
    gated: bool


@dataclass(frozen=True)
class QuantizationRow:
    """Hold what a row of a model's versions shows."""

    quantization_id: str
    name: str
    facts: str
    """Size, memory, what it is made of, in one line."""
    fits: bool
    can_run: bool
    recommended: bool
    because: str
    """Why it is recommended."""
    installed: bool
    download_id: str
    download: str
    """Empty, or queued, running, paused, failed."""
    part: float
    progress: str
    trouble: str


def hub_row(model: HubModelSummary) -> HubRow:
    """Show what a search found."""
    return HubRow(model.id, model.name, model.owner, hub_facts(model), model.gated)


def hub_facts(model: HubModelSummary) -> str:
    """Say in one line how large a model is, how many use it, and under which terms."""
    parameters = QCoreApplication.translate("HubRow", "{count} parameters")
    downloads = QCoreApplication.translate("HubRow", "{count} downloads")
    updated = QCoreApplication.translate("HubRow", "updated {day}")
    return joined(
        parameters.format(count=large_number_text(model.parameters)) if model.parameters else "",
        context_text(model.context_length),
        model.licence,
        downloads.format(count=large_number_text(model.downloads)),
        updated.format(day=date_text(model.updated_at)) if model.updated_at else "",
    )


def quantization_row(
    one: HubQuantization, download: DownloadView | None, *, installed: bool
) -> QuantizationRow:
    """Show one version of a model, and how far its download is."""
    if installed or (download is not None and download.state == "finished"):
        download = None
    error = said(download.error.message) if download and download.error else ""
    return QuantizationRow(
        quantization_id=one.id,
        name=one.name,
        facts=_facts(one),
        fits=one.fits,
        can_run=one.can_run,
        recommended=one.recommended,
        because=because_text(one.recommended_because),
        installed=installed,
        download_id=download.id if download else "",
        download=download_state(download) if download else "",
        part=download.done / max(1, download.total) if download else 0.0,
        progress=progress_text(download) if download else "",
        trouble=error,
    )


def _facts(one: HubQuantization) -> str:
    size = size_text(one.size) if one.size else QCoreApplication.translate("HubRow", "size not known")
    files = QCoreApplication.translate("HubRow", "{count} files").format(count=len(one.files))
    return joined(
        size,
        files if len(one.files) > 1 else "",
        speed_part(one.tokens_per_second_low, one.tokens_per_second_high),
        memory_part(one.needs_memory),
        context_part(one.largest_context),
    )
