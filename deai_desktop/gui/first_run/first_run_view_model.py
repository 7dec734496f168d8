"""What a newcomer sees and does: get the one model that is recommended, or bring a file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot

from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.models_view_model import ModelsViewModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said_error


class FirstRunViewModel(QObject):
    """Lead from no model to the first chat."""

    changed = Signal()
    neededChanged = Signal()  # noqa: N815 - Qt's naming
    ready = Signal(str)
    """A first model is there; carries its id. Time to open the chat."""

    def __init__(self, link: NodeLink, models: ModelsViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._needed = False
        self._error: DeAIError | None = None
        models.changed.connect(self._follow)
        self._follow()

    @Property(bool, notify=neededChanged)
    def needed(self) -> bool:
        """Whether the node has told its models and there is none that can be used."""
        return self._needed

    @Property(dict, notify=changed)
    def starter(self) -> dict[str, Any]:
        """The card of the recommended model; empty when the catalogue offers none."""
        card = self._models.starter()
        return card.as_map() if card else {}

    @Property(dict, notify=changed)
    def error(self) -> dict[str, str]:
        """What did not work, as ``title``, ``message`` and ``hint``; empty otherwise."""
        return said_error(self._error) if self._error is not None else {}

    @Slot()
    def start(self) -> None:
        """Fetch the recommended model, or go on where that stopped."""
        if card := self._models.starter():
            self._fail(None)
            self._models.download(card.model_id, self._fail)

    @Slot()
    def cancel(self) -> None:
        """Stop the download and delete what has arrived."""
        if card := self._models.starter():
            self._models.cancel(card.model_id)

    @Slot(QUrl)
    def importFile(self, file: QUrl) -> None:  # noqa: N802 - Qt's naming
        """Take a model file of the person's own."""
        self._fail(None)
        self._models.importFile(file, self._fail)

    def _fail(self, error: DeAIError | None) -> None:
        self._error = error
        self.changed.emit()

    def _follow(self) -> None:
        needed = self._models.has_none
        if needed != self._needed:
            self._needed = needed
            self._error = None
            self.neededChanged.emit()
            if not needed:
                self.ready.emit(self._models.first_installed)
        self.changed.emit()
