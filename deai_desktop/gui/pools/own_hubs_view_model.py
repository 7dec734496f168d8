"""The hubs on this PC of pools that others founded: which there are, how they are, and giving them up."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from deai_desktop.api.schemas.pools import OwnHubList, OwnHubView
from deai_desktop.api.schemas.status import Done
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.hub_texts import HubCondition, condition_text
from deai_desktop.gui.pools.pool_path import OWN_HUBS, own_hub_path
from deai_desktop.gui.pools.pool_texts import said_reason
from deai_desktop.gui.qt_property import qt_property


@dataclass(frozen=True)
class OwnHubRow:
    """Say what the list says of a hub."""

    pool: str
    name: str
    """Of its pool."""
    about: str
    """What the hub is called, and where it is."""
    condition: HubCondition
    condition_text: str
    problem: str
    """Why it does not run."""
    is_busy: bool


class OwnHubsViewModel(QObject):
    """List them, and be a pool's hub no longer where the person wants that."""

    changed = Signal()

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._known: list[OwnHubView] = []
        self._leaving: set[str] = set()
        self._hubs: RowListModel[OwnHubRow] = RowListModel(OwnHubRow, "pool", self)

    @qt_property(QObject, constant=True)
    def hubs(self) -> RowListModel[OwnHubRow]:
        """One for each pool."""
        return self._hubs

    @qt_property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return len(self._known)

    def say_anew(self) -> None:
        """Word the list in the language that is spoken now."""
        self._show()

    @Slot()
    def refresh(self) -> None:
        """Ask the node; the page itself says when that fails."""
        self._link.call(OwnHubList, "GET", OWN_HUBS, on_reply=self._take)

    @Slot(str)
    def leave(self, pool: str) -> None:
        """Be a pool's hub no longer, by the pool's key."""
        name = next((one.pool_name for one in self._known if one.pool == pool), "")
        if not name or pool in self._leaving:
            return
        self._leaving.add(pool)
        self._show()
        text = self.tr("This PC is no hub of “{name}” any more. Ask its founder to remove it from the list.")

        def settle() -> None:
            self._leaving.discard(pool)
            self.refresh()

        def take(_: Done) -> None:
            self._notices.tell(text.format(name=name))
            settle()

        def refuse(error: DeAIError) -> None:
            self._notices.show_error(error)
            settle()

        self._link.call(Done, "DELETE", own_hub_path(pool), on_reply=take, on_error=refuse)

    def _take(self, reply: OwnHubList) -> None:
        self._known = reply.hubs
        self._show()

    def _show(self) -> None:
        self._hubs.show([self._row(one) for one in self._known])
        self.changed.emit()

    def _row(self, hub: OwnHubView) -> OwnHubRow:
        is_busy = hub.pool in self._leaving
        condition: HubCondition = "removing" if is_busy else "running" if hub.is_running else "stopped"
        about = self.tr("Called “{name}”, at {addresses}") if hub.addresses else self.tr("Called “{name}”")
        return OwnHubRow(
            hub.pool,
            hub.pool_name,
            about.format(name=hub.name, addresses=", ".join(hub.addresses)),
            condition,
            condition_text(condition),
            said_reason(hub.problem),
            is_busy,
        )
