"""What the window knows of the node: models in memory, folders, the vault; kept fresh by its events."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from deai_desktop.api.schemas.status import Status
from deai_desktop.gui.models.figures import size_text
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said, said_together
from deai_desktop.gui.qt_property import qt_property

_REASONS_TO_ASK = {"model_loaded", "model_unloaded", "model_added", "model_removed", "lan_changed"}


class NodeStatus(QObject):
    """Hold the node's last status; empty until it has answered once."""

    changed = Signal()

    def __init__(self, link: NodeLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._status: Status | None = None
        link.connected.connect(self.refresh)
        link.eventArrived.connect(self._hear)
        link.stateChanged.connect(self._forget_models)

    @Slot()
    def refresh(self) -> None:
        """Ask the node."""
        self._link.call(Status, "GET", "/api/status", on_reply=self._take)

    @qt_property("QStringList", notify=changed)
    def loaded(self) -> list[str]:
        """Ids of the models in memory."""
        return [model.id for model in self._status.loaded_models] if self._status else []

    @qt_property(str, notify=changed)
    def modelsMemory(self) -> str:  # noqa: N802 - Qt's naming
        """How much memory models take, of how much they may; empty while that is not known."""
        memory = self._status.models_memory if self._status else None
        if memory is None:
            return ""
        return self.tr("Now {used} of {budget} are in use.").format(
            used=size_text(memory.used_bytes), budget=size_text(memory.budget_bytes)
        )

    @qt_property(str, notify=changed)
    def address(self) -> str:
        """Where the local API answers, as programs must be told it."""
        return f"{self._status.address}/v1" if self._status else ""

    @qt_property("QStringList", notify=changed)
    def lanAddresses(self) -> list[str]:  # noqa: N802 - Qt's naming
        """Where other computers on the network reach the local API, as programs must be told it."""
        return [f"{address}/v1" for address in self._status.lan_addresses] if self._status else []

    @qt_property(str, notify=changed)
    def lanProblem(self) -> str:  # noqa: N802 - Qt's naming
        """Why other computers can't, although they are let in."""
        return said(self._status.lan_problem) if self._status and self._status.lan_problem else ""

    @qt_property(str, notify=changed)
    def dataFolder(self) -> str:  # noqa: N802 - Qt's naming
        """Where the node keeps its data."""
        return self._status.data_folder if self._status else ""

    @qt_property(bool, notify=changed)
    def hasVault(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether keys have a safe place."""
        return self._status.vault.available if self._status else True

    @qt_property(str, notify=changed)
    def vault(self) -> str:
        """Where keys are kept, or why they can't be."""
        if self._status is None:
            return ""
        vault = self._status.vault
        return vault.description if vault.available else said_together(vault.reason)

    def _take(self, status: Status) -> None:
        self._status = status
        self.changed.emit()

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") in _REASONS_TO_ASK:
            self.refresh()

    def _forget_models(self) -> None:
        """Models are in memory no longer when the node is gone."""
        if self._status is not None and self._link.state != "ready":
            self._take(self._status.model_copy(update={"loaded_models": []}))
