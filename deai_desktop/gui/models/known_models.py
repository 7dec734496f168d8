"""What the window knows of models, downloads and memory, from replies and events of the node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.api.schemas.models import ModelView
from deai_desktop.api.schemas.status import LoadedModel
from deai_desktop.gui.models.model_card import ModelCard, model_card

_NEWS = (
    "download_queued",
    "download_started",
    "download_paused",
    "download_finished",
    "download_failed",
    "download_cancelled",
    "model_added",
    "model_removed",
    "model_loaded",
    "model_unloaded",
)
"""Events after which the lists must be fetched again."""


class KnownModels:
    """Hold the state; who holds this fetches when `hear` says so."""

    def __init__(self) -> None:
        self.views: dict[str, ModelView] = {}
        self.downloads: dict[str, DownloadView] = {}
        """The newest download of each model."""
        self.loaded: dict[str, LoadedModel] = {}
        self.loading: dict[str, float] = {}
        """Models on their way into memory, and how far."""

    @property
    def installed(self) -> list[ModelView]:
        """Models that can be used now."""
        return [view for view in self.views.values() if view.installed and view.available]

    @property
    def part_downloaded(self) -> float | None:
        """How far all running downloads are together, from 0 to 1; None while none runs."""
        running = [view for view in self.downloads.values() if view.state == "running"]
        if not running:
            return None
        total = sum(view.total for view in running)
        return sum(view.done for view in running) / total if total else 0.0

    def take_models(self, views: Iterable[ModelView]) -> None:
        """Replace all that is known of models."""
        self.views = {view.id: view for view in views}

    def take_downloads(self, newest_first: Iterable[DownloadView]) -> None:
        """Replace all that is known of downloads; what events told meanwhile is newer."""
        before, self.downloads = self.downloads, {}
        for view in newest_first:
            self.downloads.setdefault(view.model, view)
        for model, old in before.items():
            new = self.downloads.get(model)
            if new and new.id == old.id and new.state == old.state == "running" and new.done < old.done:
                self.downloads[model] = old

    def take_loaded(self, loaded: Iterable[LoadedModel]) -> None:
        """Replace all that is known of memory."""
        self.loaded = {one.id: one for one in loaded}
        for model in self.loaded:
            self.loading.pop(model, None)

    def hear(self, event: dict[str, Any]) -> bool:
        """Take in an event; true when the lists should be fetched again."""
        kind = event.get("type")
        if kind == "download_progressed":
            view = DownloadView(
                id=event["download_id"],
                model=event["model_id"],
                state="running",
                done=event["done"],
                total=event["total"],
                speed=event["speed"],
                remaining_seconds=event.get("remaining_seconds"),
                source=event.get("source", ""),
            )
            self.downloads[view.model] = view
        elif kind == "model_loading":
            self.loading[event["model"]] = event["part"]
        elif kind in ("model_loaded", "model_unloaded"):
            self.loading.pop(event["model"], None)
        return kind in _NEWS

    def cards(self) -> list[ModelCard]:
        """Show installed models, then offers, each section with its heading on its first card."""
        installed = [view for view in self.views.values() if view.installed]
        offers = [view for view in self.views.values() if not view.installed]
        on_this_pc = QCoreApplication.translate("KnownModels", "On this PC")
        to_download = QCoreApplication.translate("KnownModels", "To download")
        return [
            self.card(view, heading if place == 0 else "")
            for views, heading in ((installed, on_this_pc), (offers, to_download))
            for place, view in enumerate(views)
        ]

    def card(self, view: ModelView, heading: str = "") -> ModelCard:
        """Show one model."""
        is_here = view.installed and view.available
        return model_card(
            view,
            None if is_here else self.downloads.get(view.id),
            self.loaded.get(view.id),
            self.loading.get(view.id),
            heading,
        )
