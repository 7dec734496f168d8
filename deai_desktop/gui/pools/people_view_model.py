"""Who belongs to a pool and how they stand in its books; on the founder's PC also which invites are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from deai_desktop.api.schemas.ledger import LogView, MemberAccount, PoolLedger
from deai_desktop.api.schemas.pools import InviteList, InviteView, MemberChanges, MemberList, MemberView
from deai_desktop.api.schemas.status import Done
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.account_texts import account_text, suspicion_text
from deai_desktop.gui.pools.pool_path import pool_path
from deai_desktop.gui.pools.pool_texts import ROLES, day_text, role_text, said_reason, time_text
from deai_desktop.gui.qt_property import qt_property


@dataclass(frozen=True)
class MemberRow:
    """Say what the list says of a member."""

    device: str
    name: str
    role: int
    """Its place among the roles that are offered."""
    about: str
    account: str
    """Credits and track record; empty until that is known."""
    suspicion: str
    """Why it is asked last; empty where it is not."""
    is_this_pc: bool


@dataclass(frozen=True)
class InviteRow:
    """Say what the list says of an open invite."""

    invite: str
    about: str


class PeopleViewModel(QObject):
    """List members of one pool; where it was founded here, change and remove them, and list open invites."""

    changed = Signal()
    worded = Signal()
    """Texts that do not depend on the pool are in another language now."""

    def __init__(
        self, pool: str, link: NodeLink, notices: Notices, parent: QObject | None = None, *, manages: bool
    ) -> None:
        super().__init__(parent)
        self._pool, self._link, self._notices, self._manages = pool, link, notices, manages
        self._is_whole = True
        self._accounts: dict[str, MemberAccount] = {}
        self._log = LogView(entries=0)
        self._known_members: list[MemberView] = []
        self._known_invites: list[InviteView] = []
        self._members: RowListModel[MemberRow] = RowListModel(MemberRow, "device", self)
        self._invites: RowListModel[InviteRow] = RowListModel(InviteRow, "invite", self)

    @qt_property(QObject, constant=True)
    def members(self) -> RowListModel[MemberRow]:
        """Who belongs to the pool, who came first at the beginning."""
        return self._members

    @qt_property(QObject, constant=True)
    def invites(self) -> RowListModel[InviteRow]:
        """Invites that nobody has used yet."""
        return self._invites

    @qt_property(int, notify=changed)
    def memberCount(self) -> int:  # noqa: N802 - Qt's naming
        """How many members there are."""
        return len(self._known_members)

    @qt_property(int, notify=changed)
    def inviteCount(self) -> int:  # noqa: N802 - Qt's naming
        """How many invites are open."""
        return len(self._known_invites)

    @qt_property(bool, constant=True)
    def mayManage(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether members can be changed and removed here."""
        return self._manages

    @qt_property(bool, notify=changed)
    def isWhole(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether these are all members; other PCs than the founder's know whom they have met."""
        return self._is_whole

    @qt_property(str, notify=changed)
    def logTrouble(self) -> str:  # noqa: N802 - Qt's naming
        """What is wrong with the pool's books; empty when nothing is."""
        if self._log.forks or not self._log.is_consistent:
            return self.tr(
                "The pool's log was rewritten, so these credits can't be trusted. Tell its members."
            )
        return said_reason(self._log.problem)

    @qt_property("QVariantList", notify=worded)
    def roles(self) -> list[str]:
        """What a member can be, in words."""
        return [role_text(role) for role in ROLES]

    @Slot()
    def refresh(self) -> None:
        """Ask the node for all of it; the pool's own state says when that fails."""
        self._link.call(MemberList, "GET", pool_path(self._pool, "members"), on_reply=self._take_members)
        self.refreshAccounts()
        if self._manages:
            self._refresh_invites()

    @Slot()
    def refreshAccounts(self) -> None:  # noqa: N802 - Qt's naming
        """Ask the node for the books."""
        self._link.call(PoolLedger, "GET", pool_path(self._pool, "ledger"), on_reply=self._take_accounts)

    def _refresh_invites(self) -> None:
        self._link.call(InviteList, "GET", pool_path(self._pool, "invites"), on_reply=self._take_invites)

    def say_anew(self) -> None:
        """Word both lists in the language that is spoken now."""
        self.worded.emit()
        self._show()

    @Slot(str, int)
    def changeRole(self, device: str, role: int) -> None:  # noqa: N802 - Qt's naming
        """Make a member something else, by the role's place."""
        member = next((one for one in self._known_members if one.device == device), None)
        if member is not None and member.role != ROLES[role]:
            text = self.tr("“{name}” is told so when it renews its membership, within a day.")
            self._do(
                "PATCH",
                ("members", device),
                MemberChanges(role=ROLES[role]),
                lambda: self._notices.tell(text.format(name=member.name)),
            )

    @Slot(str)
    def remove(self, device: str) -> None:
        """Put a member out, at once."""
        name = next((one.name for one in self._known_members if one.device == device), "")
        text = self.tr("“{name}” is out of the pool.")
        self._do("DELETE", ("members", device), None, lambda: self._notices.tell(text.format(name=name)))

    @Slot(str)
    def takeBack(self, invite: str) -> None:  # noqa: N802 - Qt's naming
        """Make an invite good for nothing."""
        text = self.tr("The invite is good for nothing now.")
        self._do("DELETE", ("invites", invite), None, lambda: self._notices.tell(text))

    def _do(
        self, method: str, parts: tuple[str, ...], body: MemberChanges | None, tell: Callable[[], None]
    ) -> None:
        def take(_: Done) -> None:
            tell()
            self.refresh()

        def refuse(error: DeAIError) -> None:
            self._notices.show_error(error)
            self.refresh()

        path = pool_path(self._pool, *parts)
        self._link.call(Done, method, path, body, on_reply=take, on_error=refuse)

    def _take_members(self, reply: MemberList) -> None:
        self._known_members, self._is_whole = reply.members, reply.is_whole
        self._show()

    def _take_accounts(self, reply: PoolLedger) -> None:
        self._accounts = {one.device: one for one in reply.members}
        self._log = reply.log
        self._show()

    def _take_invites(self, reply: InviteList) -> None:
        self._known_invites = reply.invites
        self._show()

    def _show(self) -> None:
        self._members.show([self._member_row(one) for one in self._known_members])
        self._invites.show([self._invite_row(one) for one in self._known_invites])
        self.changed.emit()

    def _member_row(self, member: MemberView) -> MemberRow:
        account = self._accounts.get(member.device)
        return MemberRow(
            member.device,
            member.name,
            ROLES.index(member.role),
            self._since(member),
            account_text(account) if account else "",
            suspicion_text(account) if account else "",
            member.is_this_pc,
        )

    def _since(self, member: MemberView) -> str:
        if member.is_this_pc:
            return self.tr("This PC, which founded the pool") if self._manages else self.tr("This PC")
        if not member.admitted_at:
            return self.tr("This PC has met it")
        return self.tr("Since {day}").format(day=day_text(member.admitted_at))

    def _invite_row(self, invite: InviteView) -> InviteRow:
        text = self.tr("{role} · made {made} · good until {end}")
        about = text.format(
            role=role_text(invite.role), made=time_text(invite.made_at), end=time_text(invite.expires_at)
        )
        return InviteRow(invite.id, about)
