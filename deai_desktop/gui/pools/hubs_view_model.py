"""The hubs of one pool, as its card shows them; who founded the pool asks how they are, and removes some."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from deai_desktop.api.schemas.pools import HubView, HubViewList, PoolView
from deai_desktop.api.schemas.status import Done
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.hub_row import HubRow, other_row, own_row
from deai_desktop.gui.pools.hub_texts import advice_text
from deai_desktop.gui.pools.pool_path import pool_path
from deai_desktop.gui.pools.pool_texts import said_reason
from deai_desktop.gui.qt_property import qt_property


class HubsViewModel(QObject):
    """List the hubs of one pool, with how they are where this PC gets to know."""

    changed = Signal()

    def __init__(
        self, view: PoolView, link: NodeLink, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._link, self._notices = view, link, notices
        self._told: list[HubView] = []
        self._caution = ""
        self._error: DeAIError | None = None
        self._removing: set[str] = set()
        self._is_asking = self._asks_again = False
        self._hubs: RowListModel[HubRow] = RowListModel(HubRow, "hub", self)
        self._show()

    # What the card shows

    @qt_property(QObject, constant=True)
    def hubs(self) -> RowListModel[HubRow]:
        """The hub on this PC first, if there is one."""
        return self._hubs

    @qt_property(int, notify=changed)
    def count(self) -> int:
        """How many hubs are known."""
        return len(self._hubs.rows)

    @qt_property(bool, notify=changed)
    def mayManage(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether hubs can be added and removed here."""
        return self._view.is_founder

    @qt_property(str, notify=changed)
    def advice(self) -> str:
        """What so few or many hubs mean for the members."""
        return "" if self._caution or self._error else advice_text(self._view, self._told)

    @qt_property(str, notify=changed)
    def caution(self) -> str:
        """What is wrong with the hubs together; empty when nothing is."""
        return said_reason(self._caution)

    @qt_property(str, notify=changed)
    def trouble(self) -> str:
        """Why the hubs could not be asked; empty when they could, or when the hub on this PC says why itself."""
        if self._error is None or (self._view.hub and self._view.hub.problem):
            return ""
        return f"{said(self._error.message)} {said(self._error.hint)}".strip()

    def take(self, view: PoolView) -> None:
        """Hear how the pool is now."""
        self._view = view
        self._show()

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self._show()

    @Slot()
    def refresh(self) -> None:
        """Ask the hubs how they are; they take some seconds, so one question is under way at a time."""
        if not self._view.is_founder:
            return
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking, self._asks_again = True, False
        path = pool_path(self._view.key, "hubs")
        self._link.call(HubViewList, "GET", path, on_reply=self._take_hubs, on_error=self._miss)

    # What the person does

    @Slot(str)
    def remove(self, hub: str) -> None:
        """Take a hub off the pool's list, by its key."""
        name = next((one.name for one in self._told if one.key == hub), "")
        if not name or hub in self._removing:
            return
        self._removing.add(hub)
        self._show()

        def settle() -> None:
            self._removing.discard(hub)
            self._show()
            self.refresh()

        def take(_: Done) -> None:
            self._notices.tell(self.tr("“{name}” is no hub of the pool any more.").format(name=name))
            self._told = [one for one in self._told if one.key != hub]
            settle()

        def refuse(error: DeAIError) -> None:
            self._notices.show_error(error)
            settle()

        path = pool_path(self._view.key, "hubs", hub)
        self._link.call(Done, "DELETE", path, on_reply=take, on_error=refuse)

    # What the hubs tell

    def _take_hubs(self, reply: HubViewList) -> None:
        self._told, self._caution, self._error = reply.hubs, reply.problem, None
        self._end_asking()

    def _miss(self, error: DeAIError) -> None:
        """Show none of what was true before."""
        self._told, self._caution, self._error = [], "", error
        self._end_asking()

    def _end_asking(self) -> None:
        self._is_asking = False
        self._show()
        if self._asks_again:
            self.refresh()

    def _show(self) -> None:
        self._hubs.show(self._rows())
        self.changed.emit()

    def _rows(self) -> list[HubRow]:
        view = self._view
        if view.hub is None:
            return [HubRow(address, address) for address in dict.fromkeys(view.hubs)]
        others = max(0, sum(one.is_there for one in self._told) - 1)
        own = next((one for one in self._told if one.is_own), None)
        return [
            own_row(view.hub, view, own, others),
            *(
                other_row(one, others, is_busy=one.key in self._removing)
                for one in self._told
                if not one.is_own
            ),
        ]
