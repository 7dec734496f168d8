"""The files of models: adding, finding again, renewing, showing and removing them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from deai_desktop.api.schemas.library import Removal
from deai_desktop.api.schemas.models import ImportModel, ModelView, RemovedModel
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.checking_view_model import CheckingViewModel
from deai_desktop.gui.models.figures import size_text
from deai_desktop.gui.models.known_models import KnownModels
from deai_desktop.gui.models.newer_view_model import NewerViewModel
from deai_desktop.gui.models.removal_text import removal_text
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property

OnError = Callable[[DeAIError], None]


class ModelFilesViewModel(QObject):
    """Do what the person asks of a model's file; `touched` comes when the lists may be others."""

    changed = Signal()
    touched = Signal()
    removalAsked = Signal(str, str, str)  # noqa: N815 - Qt's naming
    """What removing a model would do is known: its id, its name, and the words to ask with."""

    def __init__(
        self, link: NodeLink, notices: Notices, known: KnownModels, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._notices, self._known = link, notices, known
        self._checking = CheckingViewModel(link, notices, self._name, self)
        self._checking.touched.connect(self.touched)
        self._newer = NewerViewModel(link, notices, known, self._name, self)
        self._newer.touched.connect(self.touched)

    @qt_property(bool, notify=changed)
    def isOnThisPc(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the node's files are this system's, so that folders can be shown."""
        return self._link.place == ""

    @qt_property(QObject, constant=True)
    def checking(self) -> CheckingViewModel:
        """Whether files are as they were."""
        return self._checking

    @qt_property(QObject, constant=True)
    def newer(self) -> NewerViewModel:
        """Newer versions."""
        return self._newer

    @Slot(str)
    def askRemoval(self, model_id: str) -> None:  # noqa: N802 - Qt's naming
        """Find out what removing a model would do; `removalAsked` tells."""
        view = self._known.views.get(model_id)
        if view is None:
            return
        name, what_is_known = view.name, self._known.card(view).removal
        self._link.call(
            Removal,
            "GET",
            _path(model_id, "/removal"),
            on_reply=lambda removal: self.removalAsked.emit(
                model_id, name, removal_text(removal, self._name)
            ),
            on_error=lambda _: self.removalAsked.emit(model_id, name, what_is_known),
        )

    @Slot(str)
    def remove(self, model_id: str) -> None:
        """Remove a model; a file that is the person's own stays."""
        name = self._name(model_id)

        def tell(removed: RemovedModel) -> None:
            freed = QCoreApplication.translate("ModelFiles", "{name} was removed; {size} are free again.")
            kept = QCoreApplication.translate("ModelFiles", "{name} was taken off the list.")
            text = freed if removed.freed_bytes else kept
            self._notices.tell(text.format(name=name, size=size_text(removed.freed_bytes)))
            self.touched.emit()

        self._link.call(
            RemovedModel,
            "DELETE",
            _path(model_id),
            on_reply=tell,
            on_error=self._notices.show_error,
            timeout=0,
        )

    @Slot(str)
    def showInFolder(self, model_id: str) -> None:  # noqa: N802 - Qt's naming
        """Open the folder that a model's file lies in."""
        if view := self._known.views.get(model_id):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(view.path).parent)))

    def add(self, file: QUrl, on_error: OnError | None = None) -> None:
        """Take a model file of the person's own, where it lies."""

        def tell(view: ModelView) -> None:
            if self._known.installed:
                text = QCoreApplication.translate("ModelFiles", "{name} was added.")
                self._notices.tell(text.format(name=view.name))
            self.touched.emit()

        self._import(file, tell, on_error or self._notices.show_error)

    @Slot(str, QUrl)
    def locate(self, model_id: str, file: QUrl) -> None:
        """Take the file of a model that was moved; the entry whose file is gone gives way to it."""

        def give_way(view: ModelView) -> None:
            if view.id == model_id:
                self.touched.emit()
                return
            self._link.call(RemovedModel, "DELETE", _path(model_id), on_reply=lambda _: self.touched.emit())

        self._import(file, give_way, self._notices.show_error)

    def _import(self, file: QUrl, take: Callable[[ModelView], None], on_error: OnError) -> None:
        body = ImportModel(path=file.toLocalFile() or file.toString())
        self._link.call(ModelView, "POST", "/api/models/import", body, on_reply=take, on_error=on_error)

    def _name(self, model_id: str) -> str:
        view = self._known.views.get(model_id)
        return view.name if view else model_id


def _path(model_id: str, end: str = "") -> str:
    return f"/api/models/{quote(model_id, safe='')}{end}"
