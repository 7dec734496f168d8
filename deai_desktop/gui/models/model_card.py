"""What one card on the page of models shows, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.api.schemas.models import CrashView, ModelView
from deai_desktop.api.schemas.status import LoadedModel
from deai_desktop.gui.models.download_texts import download_state, progress_text
from deai_desktop.gui.models.figures import context_text, joined, size_text
from deai_desktop.gui.models.fit_texts import basis_text, fit_text, needs_text
from deai_desktop.gui.models.row_list_model import role_names
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
    is_adapter: bool
    """Whether it changes a model and is none by itself."""
    changed: bool
    """Whether the file has another content than when it was added."""
    newer: bool
    """Whether there is another version by now."""
    is_imported: bool
    """Whether it is the person's own file."""
    held_back: bool
    """Whether it crashed so often that it is not loaded until the person wants it tried again."""
    crashes: str
    """When and why, a line for each time."""
    path: str
    origin: str
    """Where it came from."""
    removal: str
    """What removing it does."""
    fits: bool
    needs: str
    """How much memory it is likely to take."""
    fit: str
    """How it runs on this PC, in one line."""
    basis: str
    """Where its speed is known from; empty while it is not known."""
    renewal: str = ""
    """How far the download of the newer version is; empty while there is none."""
    memory: str = ""
    """How much memory it takes now; empty when it is not loaded."""
    fallback: str = ""
    """Why it runs on the processor although it was to run on the graphics card."""
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

    def as_map(self) -> dict[str, Any]:
        """Show the card to QML as one object."""
        return {role: getattr(self, name) for name, role in role_names(ModelCard).items()}


def model_card(
    view: ModelView,
    download: DownloadView | None,
    loaded: LoadedModel | None,
    loading_part: float | None,
    fit: ModelFit | None,
    renewal: DownloadView | None = None,
) -> ModelCard:
    """Put together what is known of one model."""
    return ModelCard(
        model_id=view.id,
        name=view.name,
        description=described(view.description),
        facts=joined(
            _adapter(view), _size(view), view.quantization, context_text(view.context_length), view.licence
        ),
        size=size_text(view.size),
        licence=view.licence,
        installed=view.installed,
        available=view.available,
        is_adapter=view.kind == "adapter",
        changed=view.changed,
        newer=view.newer,
        is_imported=view.imported,
        held_back=view.held_back,
        crashes="\n".join(_crash(one) for one in view.crashes),
        path=view.path,
        origin=_origin(view),
        removal=_removal(view),
        fits=fit.fits if fit else view.fits,
        needs=size_text(fit.needs_memory if fit else view.needs_memory),
        fit="" if view.kind == "adapter" else fit_text(fit) if fit else needs_text(view.needs_memory),
        basis=basis_text(fit) if fit else "",
        renewal=_renewal(renewal) if renewal else "",
        memory=size_text(loaded.memory_bytes) if loaded else "",
        fallback=said(loaded.fell_back_because) if loaded else "",
        is_loading=loading_part is not None and loaded is None,
        loading_part=loading_part or 0.0,
        **_download_fields(download),
    )


def _download_fields(download: DownloadView | None) -> dict[str, Any]:
    if download is None or download.state == "finished":
        return {}
    error = download.error
    return {
        "download": download_state(download),
        "part": download.done / max(1, download.total),
        "progress": progress_text(download),
        "trouble": said(error.message) if error else "",
        "advice": said(error.hint) if error else "",
    }


def _renewal(download: DownloadView) -> str:
    text = QCoreApplication.translate("ModelCard", "Newer version: {progress}")
    return text.format(progress=progress_text(download))


def _size(view: ModelView) -> str:
    """Say how large a model is; for many of the catalogue only the hub knows."""
    if view.size:
        return size_text(view.size)
    return QCoreApplication.translate("ModelCard", "size is asked at download")


def _adapter(view: ModelView) -> str:
    if view.kind != "adapter":
        return ""
    return QCoreApplication.translate("ModelCard", "Adapter for {family} models").format(family=view.family)


def _crash(crash: CrashView) -> str:
    when = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(crash.at)), QLocale.FormatType.ShortFormat)
    return QCoreApplication.translate("ModelCard", "{when}: {cause}").format(
        when=when, cause=f"{said(crash.message)} {said(crash.hint)}"
    )


def _origin(view: ModelView) -> str:
    if not view.installed:
        return ""
    if view.imported:
        return QCoreApplication.translate("ModelCard", "Your own file: {path}").format(path=view.path)
    place = urlsplit(view.source).hostname or view.source
    return QCoreApplication.translate("ModelCard", "From {place}").format(place=place) if place else ""


def _removal(view: ModelView) -> str:
    if view.imported:
        return kept_text(view.path)
    return freed_text(view.size)


def kept_text(path: str) -> str:
    """Say that only the list forgets a model."""
    return QCoreApplication.translate(
        "ModelCard", "It is only taken off the list. Your file stays where it is:\n{path}"
    ).format(path=path)


def freed_text(size: int) -> str:
    """Say how much room removing a model frees."""
    return QCoreApplication.translate(
        "ModelCard", "This frees {size} on the disk. Conversations stay, and you can download it again."
    ).format(size=size_text(size))
