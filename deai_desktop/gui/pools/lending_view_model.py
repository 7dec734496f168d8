"""What this PC does for a pool's members, as its owner chose, and what it did so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from deai_desktop.api.schemas.ledger import DayWork, WorkDays
from deai_desktop.api.schemas.pools import Lending, LendingChanges, MemberWork, PoolView, PoolWork
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.models.figures import joined, number_text
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.pools.account_texts import jobs_text, today_text
from deai_desktop.gui.pools.pool_path import pool_path
from deai_desktop.gui.qt_property import qt_property

MOST_TOKENS = 1_000_000_000
"""An hour, that can be chosen; as the node takes it."""
_CHOOSING_MILLISECONDS = 500
"""After the last step of a number, until it is what the person wants."""


@dataclass(frozen=True)
class LentRow:
    """Say what the list says of a model that could be lent."""

    model: str
    name: str
    is_lent: bool
    is_only_one: bool
    """Whether it is the last one that is lent: without any, all would be."""


@dataclass(frozen=True)
class WorkRow:
    """Say what the list says of a member for whom this PC worked."""

    device: str
    name: str
    about: str


class LendingViewModel(QObject):
    """Show and change what this PC does for the members of one pool."""

    changed = Signal()
    settled = Signal()
    """A change was made, or refused."""

    def __init__(
        self,
        pool: str,
        link: NodeLink,
        notices: Notices,
        models: InstalledModels,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pool, self._link, self._notices, self._installed = pool, link, notices, models
        self._lending = Lending()
        self._may_lend = False
        self._work: list[MemberWork] = []
        self._today: list[DayWork] = []
        self._is_busy = False
        self._wanted_tokens: int | None = None
        self._choosing = QTimer(self, singleShot=True, interval=_CHOOSING_MILLISECONDS)
        self._choosing.timeout.connect(self._take_limit)
        self._models: RowListModel[LentRow] = RowListModel(LentRow, "model", self)
        self._members: RowListModel[WorkRow] = RowListModel(WorkRow, "device", self)
        models.installedChanged.connect(self._show)

    # What the card shows

    @qt_property(QObject, constant=True)
    def models(self) -> RowListModel[LentRow]:
        """The models of this PC, and chosen ones that are gone."""
        return self._models

    @qt_property(QObject, constant=True)
    def members(self) -> RowListModel[WorkRow]:
        """For whom this PC worked, who had most first."""
        return self._members

    @qt_property(int, notify=changed)
    def modelCount(self) -> int:  # noqa: N802 - Qt's naming
        """How many models there are to choose from."""
        return len(self._models.rows)

    @qt_property(int, notify=changed)
    def memberCount(self) -> int:  # noqa: N802 - Qt's naming
        """For how many members this PC worked."""
        return len(self._work)

    @qt_property(str, notify=changed)
    def today(self) -> str:
        """What was done today, by receipts that both sides signed; empty for nothing."""
        return today_text(self._today)

    @qt_property(bool, notify=changed)
    def mayLend(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether this PC is in the pool for that."""
        return self._may_lend

    @qt_property(bool, notify=changed)
    def lends(self) -> bool:
        """Whether it works for the members."""
        return self._lending.lends

    @qt_property(bool, notify=changed)
    def lendsAll(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether it does so with all models that fit."""
        return not self._lending.models

    @qt_property(int, notify=changed)
    def tokensAnHour(self) -> int:  # noqa: N802 - Qt's naming
        """What each member may have; 0 for as much as they want."""
        return self._lending.tokens_an_hour if self._wanted_tokens is None else self._wanted_tokens

    @qt_property(int, constant=True)
    def mostTokens(self) -> int:  # noqa: N802 - Qt's naming
        """The largest bound that can be chosen."""
        return MOST_TOKENS

    @qt_property(bool, notify=changed)
    def isBusy(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether a change is under way."""
        return self._is_busy

    def take(self, view: PoolView) -> None:
        """Hear how it is now."""
        self._lending = view.lending
        self._may_lend = view.role != "requester"
        self._show()

    @Slot()
    def refresh(self) -> None:
        """Ask the node what was done; the pool's own state says when that fails."""
        self._link.call(PoolWork, "GET", pool_path(self._pool, "work"), on_reply=self._take_work)
        self._link.call(WorkDays, "GET", pool_path(self._pool, "days"), on_reply=self._take_days)

    def say_anew(self) -> None:
        """Word the lists in the language that is spoken now."""
        self._show()

    # What the person does

    @Slot(bool)
    def lend(self, lends: bool) -> None:
        """Work for the members from now on, or no longer."""
        self._change(LendingChanges(lends=lends))

    @Slot(bool)
    def lendAll(self, is_wanted: bool) -> None:  # noqa: N802 - Qt's naming
        """Lend all models that fit, or those that are chosen: all of now, to begin with."""
        if is_wanted == (not self._lending.models):
            return
        chosen = [] if is_wanted else [one["id"] for one in self._installed.installed]
        self._change(LendingChanges(models=chosen))

    @Slot(str, bool)
    def choose(self, model: str, is_lent: bool) -> None:
        """Lend a model, or no longer; one stays at least."""
        chosen = [one for one in self._lending.models if one != model] + [model] * is_lent
        if chosen:
            self._change(LendingChanges(models=chosen))

    @Slot(int)
    def limit(self, tokens: int) -> None:
        """Let each member have so many tokens an hour; 0 for as many as they want."""
        self._wanted_tokens = max(0, min(MOST_TOKENS, tokens))
        self._choosing.start()
        self.changed.emit()

    def _take_limit(self) -> None:
        if self._wanted_tokens is not None:
            self._change(LendingChanges(tokens_an_hour=self._wanted_tokens))

    def _change(self, changes: LendingChanges) -> None:
        self._is_busy = True
        self.changed.emit()

        def settle(then: Callable[[], None]) -> None:
            self._is_busy = False
            if not self._choosing.isActive():
                self._wanted_tokens = None
            then()
            self.settled.emit()
            self.changed.emit()

        self._link.call(
            PoolView,
            "PATCH",
            pool_path(self._pool, "lending"),
            changes,
            on_reply=lambda view: settle(lambda: self.take(view)),
            on_error=lambda error: settle(lambda: self._refuse(error)),
        )

    def _refuse(self, error: DeAIError) -> None:
        self._notices.show_error(error)

    def _take_work(self, reply: PoolWork) -> None:
        self._work = reply.members
        self._show()

    def _take_days(self, reply: WorkDays) -> None:
        self._today = reply.days
        self._show()

    # How it is worded

    def _show(self) -> None:
        names = {one["id"]: one["name"] for one in self._installed.installed}
        chosen = self._lending.models
        gone = self.tr("{model} (not on this PC any more)")
        rows = names | {one: gone.format(model=one) for one in chosen if one not in names}
        self._models.show([LentRow(one, rows[one], one in chosen, chosen == [one]) for one in rows])
        self._members.show([WorkRow(one.device, one.name, _work_text(one)) for one in self._work])
        self.changed.emit()


def _work_text(work: MemberWork) -> str:
    """Say what was done for a member: ``12 answers · 3,400 tokens``."""
    counts = (
        (QCoreApplication.translate("LendingViewModel", "{count} tokens"), work.tokens),
        (QCoreApplication.translate("LendingViewModel", "{count} failed"), work.failed),
        (QCoreApplication.translate("LendingViewModel", "{count} refused"), work.refused),
    )
    told = (text.format(count=number_text(count)) for text, count in counts if count)
    return joined(jobs_text(work.jobs) if work.jobs else "", *told)
