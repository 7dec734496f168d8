"""What one card on the page of models shows, in words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.models import DownloadView, ModelView
from deai_desktop.api.schemas.status import LoadedModel
from deai_desktop.gui.models.figures import joined, number_text, size_text, speed_text, time_left_text
from deai_desktop.gui.node_texts import described, said


@dataclass(frozen=True)
class ModelCard:
    """Hold what a card shows; QML sees the names in its own spelling (see `role_names`)."""

    model_id: str
    name: str
    description: str
    facts: str
    """Size, licence, quantization and context length, in one line."""
    size: str
    licence: str
    installed: bool
    available: bool
    path: str
    """Where the file lies, of a model that is the person's own file."""
    removal: str
    """What removing it does."""
    fits: bool
    needs: str
    """How much memory it is likely to take."""
    memory: str = ""
    """How much memory it takes now; empty when it is not loaded."""
    is_loading: bool = False
    loading_part: float = 0.0
    download: str = ""
    """Empty, or queued, running, paused, failed."""
    part: float = 0.0
    progress: str = ""
    trouble: str = ""
    """Why the last download failed."""
    advice: str = ""
    """What to do about it."""
    heading: str = ""
    """Title of the section that begins with this card."""

    def as_map(self) -> dict[str, Any]:
        """Show the card to QML as one object."""
        return {role: getattr(self, name) for name, role in role_names().items()}


def role_names() -> dict[str, str]:
    """Pair each field with its name in QML: ``model_id`` is ``modelId``."""
    return {one.name: _camel(one.name) for one in fields(ModelCard)}


def model_card(
    view: ModelView,
    download: DownloadView | None,
    loaded: LoadedModel | None,
    loading_part: float | None,
    heading: str,
) -> ModelCard:
    """Put together what is known of one model."""
    return ModelCard(
        model_id=view.id,
        name=view.name,
        description=described(view.description),
        facts=joined(_size(view), view.licence, view.quantization, _context(view.context_length)),
        size=size_text(view.size),
        licence=view.licence,
        installed=view.installed,
        available=view.available,
        path=view.path if view.imported else "",
        removal=_removal(view),
        fits=view.fits,
        needs=size_text(view.needs_memory),
        memory=size_text(loaded.memory_bytes) if loaded else "",
        is_loading=loading_part is not None and loaded is None,
        loading_part=loading_part or 0.0,
        heading=heading,
        **_download_fields(download),
    )


def _download_fields(download: DownloadView | None) -> dict[str, Any]:
    if download is None or download.state == "finished":
        return {}
    error = download.error
    return {
        "download": "paused" if download.state == "cancelled" else download.state,
        "part": download.done / max(1, download.total),
        "progress": _progress(download),
        "trouble": said(error.message) if error else "",
        "advice": said(error.hint) if error else "",
    }


def _progress(download: DownloadView) -> str:
    amounts = {"done": size_text(download.done), "total": size_text(download.total)}
    if download.state == "queued":
        return QCoreApplication.translate("ModelCard", "Waiting for the download before it")
    if download.state == "cancelled":
        return QCoreApplication.translate("ModelCard", "Paused at {done} of {total}").format(**amounts)
    return joined(
        QCoreApplication.translate("ModelCard", "{done} of {total}").format(**amounts),
        speed_text(download.speed),
        time_left_text(download.total - download.done, download.speed),
    )


def _size(view: ModelView) -> str:
    """Say how large a model is; for many of the catalogue only the hub knows."""
    if view.size:
        return size_text(view.size)
    return QCoreApplication.translate("ModelCard", "size is asked at download")


def _context(length: int) -> str:
    if not length:
        return ""
    return QCoreApplication.translate("ModelCard", "{count} tokens of context").format(
        count=number_text(length)
    )


def _removal(view: ModelView) -> str:
    if view.imported:
        return QCoreApplication.translate(
            "ModelCard", "It is only taken off the list. Your file stays where it is:\n{path}"
        ).format(path=view.path)
    return QCoreApplication.translate(
        "ModelCard", "This frees {size} on the disk. Conversations stay, and you can download it again."
    ).format(size=size_text(view.size))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
