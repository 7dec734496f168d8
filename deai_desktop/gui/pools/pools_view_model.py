"""What the page of pools shows and does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from deai_desktop.api.schemas.pools import PoolChanges, PoolList, PoolView
from deai_desktop.api.schemas.status import Done
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.creating_view_model import LONGEST_NAME, CreatingViewModel
from deai_desktop.gui.pools.inviting_view_model import InvitingViewModel
from deai_desktop.gui.pools.joining_view_model import JoiningViewModel
from deai_desktop.gui.pools.own_hubs_view_model import OwnHubsViewModel
from deai_desktop.gui.pools.pool_parts import PoolParts
from deai_desktop.gui.pools.pool_path import pool_path
from deai_desktop.gui.pools.pool_row import PoolRow, pool_row
from deai_desktop.gui.pools.pool_texts import said_reason
from deai_desktop.gui.pools.trusting_view_model import TrustingViewModel
from deai_desktop.gui.qt_property import qt_property

_GATHER_MILLISECONDS = 50
_COUNT_MILLISECONDS = 3000
"""After work, until receipts have come into the books."""


class PoolsViewModel(QObject):
    """Know the pools of the node, keep up with its events, and do what the person asks."""

    changed = Signal()

    def __init__(
        self, link: NodeLink, notices: Notices, models: InstalledModels, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._pools: RowListModel[PoolRow] = RowListModel(PoolRow, "key", self)
        self._creating = CreatingViewModel(link, notices, self)
        self._joining = JoiningViewModel(link, notices, self)
        self._inviting = InvitingViewModel(link, notices, self)
        self._trusting = TrustingViewModel(link, notices, self)
        self._own_hubs = OwnHubsViewModel(link, notices, self)
        self._known: list[PoolView] = []
        self._parts = PoolParts(link, notices, models, self.refresh, self)
        self._busy: set[str] = set()
        self._is_fetched = False
        self._reason = ""
        self._error: DeAIError | None = None
        self._refreshing = QTimer(self, singleShot=True, interval=_GATHER_MILLISECONDS)
        self._refreshing.timeout.connect(self._fetch)
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_MILLISECONDS)
        self._counting.timeout.connect(self._count)
        link.connected.connect(self.refresh)
        link.eventArrived.connect(self._hear)
        link.stateChanged.connect(self.changed)
        self._creating.created.connect(self._tell_created)
        self._joining.joined.connect(self._tell_joined)
        self._joining.becameHub.connect(self._tell_hub)
        self._inviting.made.connect(self._refresh_people)
        self._trusting.accepted.connect(self._tell_trusted)
        self._trusting.takenBack.connect(self._tell_trusted_no_longer)

    # What the page shows

    @qt_property(QObject, constant=True)
    def pools(self) -> RowListModel[PoolRow]:
        """The pools that this PC belongs to."""
        return self._pools

    @qt_property(QObject, constant=True)
    def creating(self) -> CreatingViewModel:
        """Founding one."""
        return self._creating

    @qt_property(QObject, constant=True)
    def joining(self) -> JoiningViewModel:
        """Joining one."""
        return self._joining

    @qt_property(QObject, constant=True)
    def inviting(self) -> InvitingViewModel:
        """Inviting somebody to one."""
        return self._inviting

    @qt_property(QObject, constant=True)
    def trusting(self) -> TrustingViewModel:
        """Agreeing that members may read what they work on."""
        return self._trusting

    @qt_property(QObject, constant=True)
    def ownHubs(self) -> OwnHubsViewModel:  # noqa: N802 - Qt's naming
        """The hubs on this PC of pools that others founded."""
        return self._own_hubs

    @property
    def known(self) -> list[PoolView]:
        """The pools as the node has told them."""
        return self._known

    @qt_property(bool, notify=changed)
    def isFetched(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the node has told its pools yet."""
        return self._is_fetched

    @qt_property(bool, notify=changed)
    def isAvailable(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there can be pools here."""
        return not self._reason

    @qt_property(str, notify=changed)
    def whyNot(self) -> str:  # noqa: N802 - Qt's naming
        """Why there can be none, and what to do; empty when there can."""
        if not self._reason:
            return ""
        return f"{said_reason(self._reason)} {said('Install it: pip install deai-desktop[pool]')}"

    @qt_property(str, notify=changed)
    def problem(self) -> str:
        """Why nothing can be shown; empty otherwise."""
        if self._error is not None:
            return f"{said(self._error.message)} {said(self._error.hint)}".strip()
        return str(self._link.problem)

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        for undertaking in (self._creating, self._joining, self._inviting):
            undertaking.say_anew()
        for part in self._parts.all():
            part.say_anew()
        self._own_hubs.say_anew()
        self._show()

    # What the person does

    @Slot()
    def refresh(self) -> None:
        """Ask the node how everything is now; soon, and once for many wishes."""
        if not self._refreshing.isActive():
            self._refreshing.start()

    @Slot()
    def refreshHubs(self) -> None:  # noqa: N802 - Qt's naming
        """Ask all hubs again how they are: what happens to them elsewhere is told nobody here."""
        for part in self._parts.all():
            part.hubs.refresh()
        self._own_hubs.refresh()

    @Slot(str)
    def invite(self, pool: str) -> None:
        """Ask whom to invite to a pool."""
        self._begin_invite(pool, is_for_hub=False)

    @Slot(str)
    def inviteHub(self, pool: str) -> None:  # noqa: N802 - Qt's naming
        """Ask for an invite for one more hub of a pool."""
        self._begin_invite(pool, is_for_hub=True)

    def _begin_invite(self, pool: str, *, is_for_hub: bool) -> None:
        view = self._view(pool)
        if view is not None:
            reaches_others = view.hub is None or view.hub.listens == "network"
            self._inviting.begin(pool, view.name, reaches_others=reaches_others, is_for_hub=is_for_hub)

    @Slot(str, str)
    def rename(self, pool: str, name: str) -> None:
        """Call a pool otherwise, for all its members."""
        if name.strip():
            self._change(pool, PoolChanges(name=name.strip()[:LONGEST_NAME]))

    @Slot(str, str)
    def renameThisPc(self, pool: str, name: str) -> None:  # noqa: N802 - Qt's naming
        """Call this PC otherwise in a pool."""
        if name.strip():
            self._change(pool, PoolChanges(device_name=name.strip()[:LONGEST_NAME]))

    @Slot(str, bool)
    def letIn(self, pool: str, network: bool) -> None:  # noqa: N802 - Qt's naming
        """Say whether other PCs of the network can reach a pool's hub on this PC."""
        self._change(pool, PoolChanges(listens="network" if network else "this-pc"))

    @Slot(str)
    def trust(self, pool: str) -> None:
        """Ask whether members of a pool may read what they work on."""
        if (view := self._view(pool)) is not None:
            self._trusting.ask(pool, view.name)

    @Slot(str)
    def trustNoLonger(self, pool: str) -> None:  # noqa: N802 - Qt's naming
        """Ask no member of a pool any more."""
        self._trusting.take_back(pool)

    @Slot(str)
    def leave(self, pool: str) -> None:
        """Leave a pool, or end one that was founded here."""
        view = self._view(pool)
        if view is None or pool in self._busy:
            return
        text = self.tr("The pool “{name}” has ended.") if view.is_founder else self.tr("You left “{name}”.")
        self._set_busy(pool, True)

        def take(_: Done) -> None:
            self._notices.tell(text.format(name=view.name))
            self._settle(pool)

        self._link.call(
            Done,
            "DELETE",
            pool_path(pool),
            on_reply=take,
            on_error=lambda error: self._refuse(pool, error),
        )

    def _change(self, pool: str, changes: PoolChanges) -> None:
        if pool in self._busy:
            return
        self._set_busy(pool, True)
        self._link.call(
            PoolView,
            "PATCH",
            pool_path(pool),
            changes,
            on_reply=lambda _: self._settle(pool),
            on_error=lambda error: self._refuse(pool, error),
        )

    def _refuse(self, pool: str, error: DeAIError) -> None:
        self._notices.show_error(error)
        self._settle(pool)

    def _settle(self, pool: str) -> None:
        self._set_busy(pool, False)
        self._fetch()

    def _set_busy(self, pool: str, is_busy: bool) -> None:
        (self._busy.add if is_busy else self._busy.discard)(pool)
        self._show()

    # What the node tells

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") == "pools_changed":
            self.refresh()
        elif event.get("type") == "pool_activity":
            for part in self._parts.all():
                part.lending.refresh()
            if not self._counting.isActive():
                self._counting.start()

    def _count(self) -> None:
        """Look into the books again."""
        for part in self._parts.all():
            part.people.refreshAccounts()

    def _fetch(self) -> None:
        self._link.call(PoolList, "GET", "/api/pools", on_reply=self._take, on_error=self._miss)

    def _take(self, reply: PoolList) -> None:
        self._is_fetched, self._error = True, None
        self._known = reply.pools
        self._reason = "" if reply.available else reply.reason
        self._parts.keep(self._known)
        self._show()
        for part in self._parts.all():
            part.refresh()
        self._own_hubs.refresh()

    def _miss(self, error: DeAIError) -> None:
        self._error = error
        self.changed.emit()

    def _show(self) -> None:
        self._pools.show(
            [pool_row(view, self._parts[view.key], is_busy=view.key in self._busy) for view in self._known]
        )
        self.changed.emit()

    def _view(self, pool: str) -> PoolView | None:
        return next((view for view in self._known if view.key == pool), None)

    def _refresh_people(self, pool: str) -> None:
        if part := self._parts.find(pool):
            part.people.refresh()

    def _tell_trusted(self, pool: str) -> None:
        if (view := self._view(pool)) is not None:
            text = self.tr("You can use the models of “{name}” now.")
            self._notices.tell(text.format(name=view.name))
        self._fetch()

    def _tell_trusted_no_longer(self, pool: str) -> None:
        if (view := self._view(pool)) is not None:
            text = self.tr("Nothing is asked of the members of “{name}” any more.")
            self._notices.tell(text.format(name=view.name))
        self._fetch()

    def _tell_created(self, name: str) -> None:
        self._notices.tell(self.tr("The pool “{name}” is founded. Now invite somebody.").format(name=name))
        self._fetch()

    def _tell_joined(self, name: str) -> None:
        self._notices.tell(self.tr("This PC belongs to “{name}” now.").format(name=name))
        self._fetch()

    def _tell_hub(self, name: str) -> None:
        self._notices.tell(self.tr("This PC runs a hub of “{name}” now.").format(name=name))
        self._own_hubs.refresh()
