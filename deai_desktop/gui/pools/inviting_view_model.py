"""Makes an invite and holds its text and QR code until the person has passed it on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from deai_desktop.api.schemas.pools import CreatedHubInvite, CreatedInvite, NewHubInvite, NewInvite
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.pool_path import pool_path
from deai_desktop.gui.pools.pool_texts import ROLES, role_text, time_text
from deai_desktop.gui.pools.qr_code import QrCodePainter
from deai_desktop.gui.pools.undertaking import Undertaking
from deai_desktop.gui.qt_property import qt_property

_HOUR = 3600
_HOURS = (1, 24, 48, 7 * 24, 30 * 24)
_USUAL = 48


class InvitingViewModel(Undertaking):
    """Invite one PC to one pool, or to run a hub of it."""

    shownChanged = Signal()  # noqa: N815 - Qt's naming
    """The same as `changed`: PySide crashes when a property is notified by a signal of the class above its own."""
    asked = Signal()
    """Somebody is to be invited: show the dialog."""
    made = Signal(str)
    """A pool has one more invite; carries its key."""
    worded = Signal()
    """What can be chosen is in another language now."""

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(link, notices, parent)
        self.changed.connect(self.shownChanged)
        self._pool = self._name = ""
        self._reaches_others = True
        self._is_for_hub = False
        self._made: CreatedInvite | CreatedHubInvite | None = None
        self._code, self._squares = "", 0
        self._painter = QrCodePainter(self)
        self._painter.painted.connect(self._take_code)

    @qt_property(str, notify=shownChanged)
    def poolName(self) -> str:  # noqa: N802 - Qt's naming
        """Which pool it is about."""
        return self._name

    @qt_property(bool, notify=shownChanged)
    def reachesOthers(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether other PCs can reach the pool's hub at all."""
        return self._reaches_others

    @qt_property(bool, notify=shownChanged)
    def isForHub(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether it is to run a hub with, and makes nobody a member."""
        return self._is_for_hub

    @qt_property("QVariantList", notify=worded)
    def roles(self) -> list[str]:
        """What a PC can be invited for, in words."""
        return [role_text(role) for role in ROLES]

    @qt_property("QVariantList", notify=worded)
    def lifetimes(self) -> list[str]:
        """How long an invite can be good, in words."""
        return [self._lifetime(hours) for hours in _HOURS]

    @qt_property(int, constant=True)
    def usualLifetime(self) -> int:  # noqa: N802 - Qt's naming
        """The place of what is usual among the lifetimes."""
        return _HOURS.index(_USUAL)

    @qt_property(str, notify=shownChanged)
    def invite(self) -> str:
        """The text of the invite that was made; empty before that and after `leave`."""
        return self._made.invite if self._made else ""

    @qt_property(str, notify=shownChanged)
    def about(self) -> str:
        """What the invite is for and how long it is good."""
        if self._made is None:
            return ""
        time = time_text(self._made.expires_at)
        if isinstance(self._made, CreatedHubInvite):
            return self.tr("Good for one hub until {time}").format(time=time)
        return self.tr("{role} · good until {time}").format(role=role_text(self._made.role), time=time)

    @qt_property(str, notify=shownChanged)
    def code(self) -> str:
        """The invite as a QR code, an address that holds the picture; empty until it is drawn."""
        return self._code

    @qt_property(int, notify=shownChanged)
    def squares(self) -> int:
        """How many squares each side of the QR code has."""
        return self._squares

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self.worded.emit()
        super().say_anew()

    def begin(self, pool: str, name: str, *, reaches_others: bool, is_for_hub: bool = False) -> None:
        """Ask for what and how long somebody is to be invited."""
        self._forget()
        self._pool, self._name, self._reaches_others = pool, name, reaches_others
        self._is_for_hub = is_for_hub
        self._watch(True)
        self.asked.emit()

    @Slot()
    def leave(self) -> None:
        """Forget the invite: it was passed on, or nobody needs it."""
        self._forget()
        self._watch(False)

    @Slot(int, int)
    def create(self, role: int, lifetime: int) -> None:
        """Make an invite of a role and a lifetime, by their places."""
        if self._made is not None or not self._set_off():
            return
        pool, seconds = self._pool, _HOURS[lifetime] * _HOUR
        on_reply = lambda made: self._take(pool, made)  # noqa: E731
        if self._is_for_hub:
            hub = NewHubInvite(valid_seconds=seconds)
            path = pool_path(pool, "hubs")
            self._link.call(CreatedHubInvite, "POST", path, hub, on_reply=on_reply, on_error=self._fail)
        else:
            member = NewInvite(role=ROLES[role], valid_seconds=seconds)
            path = pool_path(pool, "invites")
            self._link.call(CreatedInvite, "POST", path, member, on_reply=on_reply, on_error=self._fail)

    @Slot()
    def copy(self) -> None:
        """Put the invite on the clipboard."""
        if self._made is not None:
            QGuiApplication.clipboard().setText(self._made.invite)
            self._notices.tell(self.tr("The invite is on the clipboard."))

    def _take(self, pool: str, made: CreatedInvite | CreatedHubInvite) -> None:
        self.made.emit(pool)
        if self._is_watched and pool == self._pool:
            self._made = made
            self._painter.paint(made.invite)
        self._arrive()
        self.done.emit()

    def _take_code(self, text: str, code: str, squares: int) -> None:
        if self._made is not None and self._made.invite == text:
            self._code, self._squares = code, squares
            self.changed.emit()

    def _forget(self) -> None:
        self._made = None
        self._code, self._squares = "", 0

    def _lifetime(self, hours: int) -> str:
        texts: dict[int, Any] = {1: self.tr("1 hour"), 24: self.tr("1 day")}
        return texts.get(hours) or self.tr("{count} days").format(count=hours // 24)
