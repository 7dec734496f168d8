"""Newer versions of the models on this PC: looking for them, and getting one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from deai_desktop.api.schemas.library import FetchNewer, NewerVersion
from deai_desktop.api.schemas.models import LookForNewer, NewerVersions
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.known_models import KnownModels
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property


class NewerViewModel(QObject):
    """Ask the hub only when the person wants it; `touched` comes when the lists may be others."""

    changed = Signal()
    touched = Signal()

    def __init__(
        self,
        link: NodeLink,
        notices: Notices,
        known: KnownModels,
        name_of: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._notices, self._known, self._name_of = link, notices, known, name_of
        self._is_looking = False

    @qt_property(bool, notify=changed)
    def isLooking(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the hub is being asked."""
        return self._is_looking

    @Slot()
    def look(self) -> None:
        """Ask whether there are newer versions of downloaded models; their cards show it."""

        def end(found: NewerVersions | DeAIError) -> None:
            self._set_looking(False)
            if isinstance(found, DeAIError):
                self._notices.show_error(found)
            else:
                self._notices.tell(self._told(found))
                self.touched.emit()

        self._set_looking(True)
        path = "/api/models/look-for-newer"
        self._link.call(NewerVersions, "POST", path, LookForNewer(), on_reply=end, on_error=end, timeout=0)

    @Slot(str)
    def get(self, model_id: str) -> None:
        """Fetch the newer version of a model; it takes the model's place once it is here and was checked."""

        def tell(newer: NewerVersion) -> None:
            if newer.download is None:
                text = QCoreApplication.translate("Newer", "There is no newer version of {name}.")
                self._notices.tell(text.format(name=self._name_of(model_id)))
            else:
                self._known.take_download(newer.download)
            self.touched.emit()

        self._link.call(
            NewerVersion,
            "POST",
            f"/api/models/{quote(model_id, safe='')}/fetch-newer",
            FetchNewer(),
            on_reply=tell,
            on_error=self._notices.show_error,
            timeout=0,
        )

    def _set_looking(self, is_looking: bool) -> None:
        self._is_looking = is_looking
        self.changed.emit()

    def _told(self, found: NewerVersions) -> str:
        """Say what was found, and for the first model that was not, why."""
        if found.models:
            text = QCoreApplication.translate("Newer", "There are newer versions of: {names}.")
            told = text.format(names=", ".join(map(self._name_of, found.models)))
        else:
            told = QCoreApplication.translate("Newer", "There are no newer versions.")
        if not found.problems:
            return told
        problem = found.problems[0]
        text = QCoreApplication.translate("Newer", "{told} Of {name} that is not known: {why}")
        return text.format(told=told, name=self._name_of(problem.model), why=said(problem.error.message))
