"""What the window knows of models, downloads and memory, from replies and events of the node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.api.schemas.models import ModelView
from deai_desktop.api.schemas.status import LoadedModel
from deai_desktop.gui.models.model_card import ModelCard, model_card
from deai_desktop.gui.models.ranking import is_best_version, ranked

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
    "model_held_back",
    "model_trusted",
)
"""Events after which the lists must be fetched again."""


class KnownModels:
    """Hold the state; who holds this fetches when `hear` says so."""

    def __init__(self) -> None:
        self.views: dict[str, ModelView] = {}
        self.queue: dict[str, DownloadView] = {}
        """All downloads by their own ids, newest first."""
        self.loaded: dict[str, LoadedModel] = {}
        self.loading: dict[str, float] = {}
        """Models on their way into memory, and how far."""
        self.fits: dict[str, ModelFit] = {}

    @property
    def installed(self) -> list[ModelView]:
        """Models that can be used now; adapters are none."""
        return self._usable("model")

    @property
    def adapters(self) -> list[ModelView]:
        """Adapters that can be used now."""
        return self._usable("adapter")

    def _usable(self, kind: str) -> list[ModelView]:
        return [one for one in self.views.values() if one.installed and one.available and one.kind == kind]

    @property
    def downloads(self) -> dict[str, DownloadView]:
        """The newest download of each model."""
        newest: dict[str, DownloadView] = {}
        for view in self.queue.values():
            newest.setdefault(view.model, view)
        return newest

    @property
    def part_downloaded(self) -> float | None:
        """How far all running downloads are together, from 0 to 1; None while none runs."""
        running = [view for view in self.queue.values() if view.state == "running"]
        if not running:
            return None
        total = sum(view.total for view in running)
        return sum(view.done for view in running) / total if total else 0.0

    def take_models(self, views: Iterable[ModelView]) -> None:
        """Replace all that is known of models."""
        self.views = {view.id: view for view in views}

    def take_downloads(self, newest_first: Iterable[DownloadView]) -> None:
        """Replace all that is known of downloads; what events told meanwhile is newer."""
        before, self.queue = self.queue, {view.id: view for view in newest_first}
        for name, old in before.items():
            new = self.queue.get(name)
            if new and new.state == old.state == "running" and new.done < old.done:
                self.queue[name] = old

    def take_download(self, view: DownloadView) -> None:
        """Take in one download that has just begun or changed."""
        if view.id not in self.queue:
            self.queue = {view.id: view, **self.queue}
        self.queue[view.id] = view

    def take_loaded(self, loaded: Iterable[LoadedModel]) -> None:
        """Replace all that is known of memory."""
        self.loaded = {one.id: one for one in loaded}
        for model in self.loaded:
            self.loading.pop(model, None)

    def hear(self, event: dict[str, Any]) -> bool:
        """Take in an event; true when the lists should be fetched again."""
        kind = event.get("type")
        if kind == "download_progressed":
            return self._progress(event)
        if kind == "model_loading":
            self.loading[event["model"]] = event["part"]
        elif kind in ("model_loaded", "model_unloaded"):
            self.loading.pop(event["model"], None)
        return kind in _NEWS

    def _progress(self, event: dict[str, Any]) -> bool:
        """Move a download on; true when it was not known, so that there is more to ask of it."""
        known = self.queue.get(event["download_id"])
        news = {
            "state": "running",
            "done": event["done"],
            "total": event["total"],
            "speed": event["speed"],
            "remaining_seconds": event.get("remaining_seconds"),
            "waiting_for": "",
            "source": event.get("source", ""),
        }
        if known is None:
            known = DownloadView(
                id=event["download_id"], model=event["model_id"], state="running", done=0, total=0
            )
            self.queue = {known.id: known, **self.queue}
            self.queue[known.id] = known.model_copy(update=news)
            return True
        self.queue[known.id] = known.model_copy(update=news)
        return False

    def cards(self) -> list[ModelCard]:
        """Show installed models."""
        return [self.card(view) for view in self.views.values() if view.installed]

    def offers(self, *, best_only: bool) -> list[ModelCard]:
        """Show what the catalogue offers, what suits this PC best first; all quantizations or the best of each."""
        offers = [view for view in self.views.values() if not view.installed]
        if best_only:
            offers = [view for view in offers if is_best_version(view, self.fits.get(view.id))]
        return [self.card(view) for view in ranked(offers, self.fits)]

    def card(self, view: ModelView) -> ModelCard:
        """Show one model."""
        is_here = view.installed and view.available
        return model_card(
            view,
            None if is_here else self.downloads.get(view.id),
            self.loaded.get(view.id),
            self.loading.get(view.id),
            self.fits.get(view.id),
            self._renewal_of(view.id),
        )

    def _renewal_of(self, model_id: str) -> DownloadView | None:
        """Return the newest download of a newer version of a model, unless that has ended."""
        newest = next((one for one in self.queue.values() if one.replaces == model_id), None)
        return newest if newest and newest.state not in ("finished", "failed") else None
