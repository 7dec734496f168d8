"""Joins a pool, or becomes its hub, by an invite, which is looked at first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from deai_desktop.api.schemas.pools import (
    LONGEST_INVITE,
    InvitePreview,
    InviteText,
    JoinAsHub,
    JoinPool,
    OwnHubView,
    PoolView,
)
from deai_desktop.core.errors import DeAIError, InvalidInputError
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.creating_view_model import LONGEST_NAME, own_name
from deai_desktop.gui.pools.pool_path import OWN_HUBS
from deai_desktop.gui.pools.pool_texts import time_text
from deai_desktop.gui.pools.undertaking import Undertaking
from deai_desktop.gui.qt_property import qt_property


class JoiningViewModel(Undertaking):
    """Hold an invite from when somebody gave it until it was used or laid aside; it is never used unasked."""

    shownChanged = Signal()  # noqa: N815 - Qt's naming
    """The same as `changed`: PySide crashes when a property is notified by a signal of the class above its own."""
    brought = Signal()
    """An invite has come from outside: show the dialog."""
    looked = Signal()
    """The invite was read and could be used."""
    joined = Signal(str)
    """This PC belongs to one more pool; carries its name."""
    becameHub = Signal(str)  # noqa: N815 - Qt's naming
    """This PC runs one more hub; carries the name of its pool."""

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(link, notices, parent)
        self.changed.connect(self.shownChanged)
        self._invite = ""
        self._seen: InvitePreview | None = None
        self._is_joining = False
        self._waits_for_node = False
        link.connected.connect(self._look_now)

    @qt_property(str, notify=shownChanged)
    def invite(self) -> str:
        """The text of the invite."""
        return self._invite

    @qt_property(bool, notify=shownChanged)
    def isJoining(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the pool is being asked to let this PC in."""
        return self._is_joining

    @qt_property(bool, notify=shownChanged)
    def isSeen(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the invite was looked at and could be used."""
        return self._seen is not None

    @qt_property(bool, notify=shownChanged)
    def isForHub(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the invite that was looked at is to run a hub with, and makes nobody a member."""
        return self._seen is not None and self._seen.is_for_hub

    @qt_property(str, notify=shownChanged)
    def poolName(self) -> str:  # noqa: N802 - Qt's naming
        """Which pool the invite is for."""
        return self._seen.name if self._seen else ""

    @qt_property(str, notify=shownChanged)
    def hubs(self) -> str:
        """Where this PC would connect to."""
        return ", ".join(self._seen.hubs) if self._seen else ""

    @qt_property(str, notify=shownChanged)
    def goodUntil(self) -> str:  # noqa: N802 - Qt's naming
        """When the invite expires."""
        return time_text(self._seen.expires_at) if self._seen else ""

    @qt_property(str, constant=True)
    def ownName(self) -> str:  # noqa: N802 - Qt's naming
        """What this PC would be called."""
        return own_name()

    @qt_property(bool, notify=shownChanged)
    def isAsked(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the dialog is wanted."""
        return self._is_watched

    @Slot()
    def begin(self) -> None:
        """Begin with no invite."""
        if not self._is_busy:
            self._invite, self._seen = "", None
        self._watch(True)

    def bring(self, invite: str) -> None:
        """Begin with an invite that came from outside. It is looked at, and the person decides."""
        if not self._is_joining:
            self._watch(True)
            self._look_at(invite)
        self.brought.emit()

    @Slot()
    def leave(self) -> None:
        """Lay the invite aside; joining that has begun goes on."""
        self._waits_for_node = False
        if not self._is_joining:
            self._is_busy = False  # a look's answer comes too late now
            self._invite, self._seen = "", None
        self._watch(False)

    @Slot(str)
    def look(self, invite: str) -> None:
        """Read an invite without using it."""
        if not self._is_busy:
            self._look_at(invite)

    @Slot()
    def change(self) -> None:
        """Go back to the invite's text."""
        if not self._is_busy:
            self._seen, self._error = None, None
            self.changed.emit()

    @Slot(str)
    def join(self, device_name: str) -> None:
        """Use the invite that was looked at."""
        if self._seen is None or not self._set_off():
            return
        self._is_joining = True
        self.changed.emit()
        body = JoinPool(invite=self._invite, device_name=device_name.strip()[:LONGEST_NAME])
        self._link.call(PoolView, "POST", "/api/pools/join", body, on_reply=self._take, on_error=self._refuse)

    @Slot(str, bool)
    def beHub(self, name: str, for_network: bool) -> None:  # noqa: N802 - Qt's naming
        """Run a hub by the invite that was looked at; ``for_network`` lets other PCs of the network reach it."""
        if self._seen is None or not self._set_off():
            return
        self._is_joining = True
        self.changed.emit()
        body = JoinAsHub(
            invite=self._invite,
            name=name.strip()[:LONGEST_NAME],
            listens="network" if for_network else "this-pc",
        )
        self._link.call(OwnHubView, "POST", OWN_HUBS, body, on_reply=self._take_hub, on_error=self._refuse)

    def _look_at(self, invite: str) -> None:
        self._invite, self._seen, self._is_busy = invite.strip(), None, False
        if len(self._invite) > LONGEST_INVITE:  # no need to send it anywhere
            self._fail(
                InvalidInputError(
                    self.tr("No invite is that long."),
                    hint=said("Copy the whole of it, from the first letter to the last."),
                    title=said("The invite can't be used"),
                )
            )
        elif self._invite and self._set_off():
            self._waits_for_node = True
            self._look_now()

    def _look_now(self) -> None:
        """Look as soon as the node answers: a link may have started the program."""
        if not self._waits_for_node or str(self._link.state) != "ready":
            return
        self._waits_for_node = False
        asked = self._invite
        self._link.call(
            InvitePreview,
            "POST",
            "/api/pools/look",
            InviteText(invite=asked),
            on_reply=lambda seen: self._show(asked, seen),
            on_error=lambda error: self._say_of_look(asked, error),
        )

    def _show(self, asked: str, seen: InvitePreview) -> None:
        if asked == self._invite and self._is_watched:
            self._seen = seen
            self._arrive()
            self.looked.emit()

    def _say_of_look(self, asked: str, error: DeAIError) -> None:
        if asked == self._invite and self._is_watched:
            self._fail(error)

    def _refuse(self, error: DeAIError) -> None:
        self._is_joining = False
        self._fail(error)

    def _take(self, pool: PoolView) -> None:
        self._use_up()
        self.joined.emit(pool.name)
        self.done.emit()

    def _take_hub(self, hub: OwnHubView) -> None:
        self._use_up()
        self.becameHub.emit(hub.pool_name)
        self.done.emit()

    def _use_up(self) -> None:
        self._is_joining = False
        self._invite, self._seen = "", None
        self._arrive()
