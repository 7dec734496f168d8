"""Opens what the window was given from outside: a model file is added, a link is looked at, nothing is ever run."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.core.opening import Kind, Opening, what_to_open
from deai_desktop.gui.models.models_view_model import ModelsViewModel
from deai_desktop.gui.notices import Notices

_MOST_WAITING = 20


class Opener(QObject):
    """Take files and links of any origin; model files wait until the node has told what it has."""

    modelsRequested = Signal()  # noqa: N815 - Qt's naming
    """A model file is being added: show the page of models."""
    invited = Signal(str)
    """Somebody was invited to a pool; carries the invite, which nobody has looked at yet."""

    def __init__(self, models: ModelsViewModel, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._notices = notices
        self._waiting: list[QUrl] = []
        models.changed.connect(self._add_waiting)

    def open(self, text: str) -> None:
        """Open one thing, or say why that can't be."""
        wanted = what_to_open(text)
        if wanted.kind is Kind.MODEL:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.append(QUrl.fromLocalFile(wanted.text))
            self.modelsRequested.emit()
            self._add_waiting()
        elif wanted.kind is Kind.INVITE:
            self.invited.emit(wanted.text)
        elif wanted.kind is not Kind.WINDOW:
            self._notices.show_error(self._refusal(wanted))

    def _add_waiting(self) -> None:
        if self._models.isFetched:
            waiting, self._waiting = self._waiting, []
            for file in waiting:
                self._models.importFile(file)

    def _refusal(self, wanted: Opening) -> InvalidInputError:
        if wanted.kind is Kind.LINK:
            return InvalidInputError(
                self.tr("This version of DeAI Desktop does not know “{link}”.").format(link=wanted.label),
                hint=self.tr("Update DeAI Desktop, or ask the person who gave you the link."),
                title=self.tr("This link can't be opened"),
            )
        return InvalidInputError(
            self.tr("“{name}” is neither a model file nor a link of DeAI Desktop.").format(name=wanted.label),
            hint=self.tr("Open a file whose name ends in .gguf."),
            title=self.tr("This can't be opened"),
        )
