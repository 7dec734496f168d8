"""What the page of models shows and does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal, Slot

from deai_desktop.api.schemas.downloads import DownloadList, DownloadView, PullModel
from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.api.schemas.models import (
    ModelList,
    ModelView,
    Unloaded,
)
from deai_desktop.api.schemas.status import LoadedModel, Status
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.discover_view_model import DiscoverViewModel
from deai_desktop.gui.models.downloads_view_model import DownloadsViewModel
from deai_desktop.gui.models.known_models import KnownModels
from deai_desktop.gui.models.library_view_model import LibraryViewModel
from deai_desktop.gui.models.measuring_view_model import MeasuringViewModel
from deai_desktop.gui.models.model_card import ModelCard
from deai_desktop.gui.models.model_files_view_model import ModelFilesViewModel, OnError
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property

_QUIET_MILLISECONDS = 5000
"""A loading of which nothing was heard for so long has failed somewhere else."""


_GATHER_MILLISECONDS = 50


class ModelsViewModel(QObject):
    """Know the models of the node, keep up with its events, and do what the person asks."""

    changed = Signal()
    """Something that a page shows is different now."""
    installedChanged = Signal()  # noqa: N815 - Qt's naming
    downloaded = Signal(str)
    """A download became a model; carries its name."""
    chatRequested = Signal(str)  # noqa: N815 - Qt's naming
    """The person wants to chat with the model of this id."""

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._notices = notices
        self._known = KnownModels()
        self._models: RowListModel[ModelCard] = RowListModel(ModelCard, "model_id", self)
        self._downloads = DownloadsViewModel(link, notices, self._known, self)
        self._discover = DiscoverViewModel(link, notices, self._known, self)
        self._library = LibraryViewModel(link, notices, self)
        self._measuring = MeasuringViewModel(link, notices, self.modelName, self)
        self._files = ModelFilesViewModel(link, notices, self._known, self)
        self._installed: list[dict[str, str]] = []
        self._adapters: list[ModelView] = []
        self._own_loads: set[str] = set()
        self._fetch_number = 0
        self._is_fetched = False
        self._shows_offers = False
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self._forget_loading)
        self._showing = QTimer(self, singleShot=True, interval=_GATHER_MILLISECONDS)
        self._showing.timeout.connect(self._show)
        self._refreshing = QTimer(self, singleShot=True, interval=0)
        self._refreshing.timeout.connect(self._fetch)
        link.eventArrived.connect(self._hear)
        link.connected.connect(self.refresh)
        link.stateChanged.connect(self.changed)
        self._downloads.goneOn.connect(self.refresh)
        self._discover.model.asked.connect(self.refresh)
        self._library.modelsChanged.connect(self.refresh)
        self._files.touched.connect(self.refresh)
        self._measuring.learned.connect(self._learn)
        if str(link.state) == "ready":
            self.refresh()

    # What pages show

    @qt_property(QObject, constant=True)
    def models(self) -> RowListModel[ModelCard]:
        """The cards of what is installed."""
        return self._models

    @qt_property(QObject, constant=True)
    def downloads(self) -> DownloadsViewModel:
        """The queue of downloads."""
        return self._downloads

    @qt_property(QObject, constant=True)
    def discover(self) -> DiscoverViewModel:
        """Models that could be had."""
        return self._discover

    @qt_property(QObject, constant=True)
    def library(self) -> LibraryViewModel:
        """The folder, and models of other programs."""
        return self._library

    @qt_property(QObject, constant=True)
    def measuring(self) -> MeasuringViewModel:
        """How fast models are."""
        return self._measuring

    @qt_property(QObject, constant=True)
    def files(self) -> ModelFilesViewModel:
        """What can be done with the files of models."""
        return self._files

    @qt_property(list, notify=installedChanged)
    def installed(self) -> list[dict[str, str]]:
        """Models that can be used now, each with ``id`` and ``name``."""
        return self._installed

    @qt_property(bool, notify=changed)
    def isFetched(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the node has told its models yet."""
        return self._is_fetched

    @qt_property(str, notify=changed)
    def problem(self) -> str:
        """Why nothing can be shown; empty otherwise."""
        return str(self._link.problem)

    @property
    def first_installed(self) -> str:
        """The id of a model that can be used now; empty when there is none."""
        return self._installed[0]["id"] if self._installed else ""

    @property
    def has_none(self) -> bool:
        """Whether the node has told its models and none of them can be used."""
        return self._is_fetched and not self._installed

    @property
    def part_downloaded(self) -> float | None:
        """How far all running downloads are together, from 0 to 1; None while none is known to run."""
        return self._known.part_downloaded if str(self._link.state) == "ready" else None

    def adapters_for(self, model_id: str) -> list[dict[str, str]]:
        """Return the installed adapters that may fit a model; whether one does, the engine finds out."""
        model = self._known.views.get(model_id)
        return [
            {"id": one.id, "name": one.name}
            for one in self._adapters
            if model and model.engine == "llama.cpp" and model.architecture == one.architecture
        ]

    @Slot(str, result=str)
    def modelName(self, model_id: str) -> str:  # noqa: N802 - Qt's naming
        """Return a model's name for people; its id when it is not known (any more)."""
        view = self._known.views.get(model_id)
        return view.name if view else model_id

    def starter(self) -> ModelCard | None:
        """Return the model to begin with: the catalogue's starter, else the first that fits."""
        offers = [view for view in self._known.views.values() if view.starter or not view.installed]
        ranked = sorted(offers, key=lambda view: (not view.starter, not view.fits))
        return self._known.card(ranked[0]) if ranked else None

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self._show()
        self._discover.say_anew()
        self._library.say_anew()

    # What the person does

    @Slot()
    def refresh(self) -> None:
        """Ask the node how everything is now; soon, and once for many wishes."""
        self._refreshing.start()

    @Slot()
    def showOffers(self) -> None:  # noqa: N802 - Qt's naming
        """Learn how the models of the catalogue would run: somebody looks at them."""
        if not self._shows_offers:
            self._shows_offers = True
            self._ask_fits()

    @Slot(str)
    def chat(self, model_id: str) -> None:
        """Open a chat with a model."""
        self.chatRequested.emit(model_id)

    @Slot(str)
    def download(self, model_id: str, on_error: OnError | None = None) -> None:
        """Fetch a model, or go on where its download stopped."""
        self._link.call(
            DownloadView,
            "POST",
            "/api/downloads",
            PullModel(model=model_id),
            on_reply=self._take_download,
            on_error=on_error or self._notices.show_error,
        )

    @Slot(str)
    def pause(self, model_id: str) -> None:
        """Stop a model's download and keep what has arrived."""
        if download := self._downloads.of_model(model_id):
            self._downloads.pause(download)

    @Slot(str)
    def cancel(self, model_id: str) -> None:
        """Stop a model's download and delete what has arrived."""
        if download := self._downloads.of_model(model_id):
            self._downloads.cancel(download)

    @Slot(str)
    def load(self, model_id: str) -> None:
        """Take a model into memory."""

        def end(error: DeAIError | None) -> None:
            self._own_loads.discard(model_id)
            self._known.loading.pop(model_id, None)
            if error is not None:
                self._notices.show_error(error)
            self._show()
            self.refresh()

        self._own_loads.add(model_id)
        self._known.loading.setdefault(model_id, 0.0)
        self._show()
        path = f"/api/models/{_quoted(model_id)}/load"
        # Reading a large model from a slow disk takes minutes: no time limit.
        self._link.call(LoadedModel, "POST", path, on_reply=lambda _: end(None), on_error=end, timeout=0)

    @Slot(str)
    def unload(self, model_id: str) -> None:
        """Free a model's memory."""
        path = f"/api/models/{_quoted(model_id)}/unload"
        self._link.call(
            Unloaded, "POST", path, on_reply=lambda _: self.refresh(), on_error=self._notices.show_error
        )

    @Slot(str)
    def tryAgain(self, model_id: str) -> None:  # noqa: N802 - Qt's naming
        """Load a model that is held back since it crashed."""
        self._link.call(
            ModelView,
            "POST",
            f"/api/models/{_quoted(model_id)}/trust",
            on_reply=lambda _: self.load(model_id),
            on_error=self._notices.show_error,
        )

    @Slot(QUrl)
    def importFile(self, file: QUrl, on_error: OnError | None = None) -> None:  # noqa: N802 - Qt's naming
        """Take a model file of the person's own, where it lies."""
        self._files.add(file, on_error)

    # How

    def _learn(self, fit: ModelFit) -> None:
        self._known.fits[fit.model] = fit
        self._showing.start()  # many come together

    def _take_download(self, view: DownloadView) -> None:
        self._known.take_download(view)
        self._show()
        self.refresh()

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") == "model_loading":
            self._quiet.start()
        if event.get("type") == "download_finished":
            self._tell_downloaded(event["model_id"])
        if self._known.hear(event):
            self.refresh()
        self._show()

    def _tell_downloaded(self, model_id: str) -> None:
        name = self.modelName(model_id)
        self.downloaded.emit(name)
        if self._known.installed:
            text = QCoreApplication.translate("ModelsViewModel", "{name} is ready.").format(name=name)
            action = QCoreApplication.translate("ModelsViewModel", "Chat")
            self._notices.tell(text, action, lambda: self.chat(model_id))

    def _forget_loading(self) -> None:
        self._known.loading = {
            one: part for one, part in self._known.loading.items() if one in self._own_loads
        }
        self._show()

    def _fetch(self) -> None:
        """Ask for everything; replies to an earlier question are passed over."""
        if str(self._link.state) != "ready":
            return
        self._fetch_number += 1
        number = self._fetch_number

        def newest(take: Callable[[Any], None]) -> Callable[[Any], None]:
            def act(reply: Any) -> None:
                if number == self._fetch_number:
                    take(reply)
                    self._show()

            return act

        # The models come last: who sees a new model also sees that its download has ended.
        self._link.call(Status, "GET", "/api/status", on_reply=newest(self._take_status))
        self._link.call(
            DownloadList,
            "GET",
            "/api/downloads",
            on_reply=newest(lambda reply: self._known.take_downloads(reply.downloads)),
        )
        self._link.call(ModelList, "GET", "/api/models", on_reply=newest(self._take_models))

    def _take_models(self, reply: ModelList) -> None:
        self._known.take_models(reply.models)
        self._is_fetched = True
        self._ask_fits()
        self._library.refresh()

    def _ask_fits(self) -> None:
        """Learn how what is here runs, and what could be had once somebody looks at it."""
        wanted = {
            view.id
            for view in self._known.views.values()
            if view.available and view.kind == "model" and (view.installed or self._shows_offers)
        }
        self._measuring.keep(wanted)
        self._measuring.ask(sorted(wanted))

    def _take_status(self, status: Status) -> None:
        self._known.take_loaded(status.loaded_models)

    def _show(self) -> None:
        self._models.show(self._known.cards())
        self._downloads.show_known()
        self._discover.show_known()
        installed = [{"id": view.id, "name": view.name} for view in self._known.installed]
        adapters = self._known.adapters
        if (installed, adapters) != (self._installed, self._adapters):
            self._installed, self._adapters = installed, adapters
            self.installedChanged.emit()
        self.changed.emit()


def _quoted(part: str) -> str:
    return quote(part, safe="")
