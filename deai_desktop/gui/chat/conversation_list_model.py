"""The conversations in the left column: pinned ones, then the others grouped by when they were used last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QCoreApplication,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from deai_desktop.api.schemas.conversations import ConversationSummary
from deai_desktop.gui.chat.block_list_model import Index

_ROOT = QModelIndex()


class ConversationListModel(QAbstractListModel):
    """Show conversations in the order given."""

    countChanged = Signal()  # noqa: N815 - Qt's naming

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ConversationSummary] = []
        self._values: dict[str, Callable[[ConversationSummary], Any]] = {
            "conversationId": lambda one: one.id,
            "title": lambda one: one.title or QCoreApplication.translate("Conversations", "New conversation"),
            "snippet": lambda one: one.snippet,
            "isPinned": lambda one: one.pinned,
            "group": _group,
        }
        self._names = list(self._values)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many there are."""
        return len(self._rows)

    @property
    def rows(self) -> Sequence[ConversationSummary]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[ConversationSummary]) -> None:
        """Show these instead, moving as little as possible."""
        wanted = {one.id for one in rows}
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row].id not in wanted:
                self.beginRemoveRows(_ROOT, row, row)
                del self._rows[row]
                self.endRemoveRows()
        for row, one in enumerate(rows):
            self._put(row, one)
        self.countChanged.emit()

    def _put(self, row: int, one: ConversationSummary) -> None:
        old = next((place for place in range(row, len(self._rows)) if self._rows[place].id == one.id), None)
        if old is None:
            self.beginInsertRows(_ROOT, row, row)
            self._rows.insert(row, one)
            self.endInsertRows()
            return
        if old != row:
            self.beginMoveRows(_ROOT, old, old, _ROOT, row)
            self._rows.insert(row, self._rows.pop(old))
            self.endMoveRows()
        if self._rows[row] != one:
            self._rows[row] = one
            self.dataChanged.emit(self.index(row), self.index(row))

    def say_anew(self) -> None:
        """Word the groups in the language that is spoken now."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's naming
        """Count the conversations."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a conversation."""
        place = role - Qt.ItemDataRole.UserRole
        if not index.isValid() or not 0 <= place < len(self._names):
            return None
        return self._values[self._names[place]](self._rows[index.row()])

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's naming
        """Name the roles."""
        names = enumerate(self._names)
        return {Qt.ItemDataRole.UserRole + place: QByteArray(name.encode()) for place, name in names}


def _group(one: ConversationSummary) -> str:
    if one.pinned:
        return QCoreApplication.translate("Conversations", "Pinned")
    return group_of(one.updated_at, QDate.currentDate())


def group_of(moment: float, today: QDate) -> str:
    """Name the time that a moment belongs to: today, yesterday, a week, a month of a year."""
    date = QDateTime.fromSecsSinceEpoch(int(moment)).date()
    days = date.daysTo(today)
    if days <= 0:
        return QCoreApplication.translate("Conversations", "Today")
    if days == 1:
        return QCoreApplication.translate("Conversations", "Yesterday")
    if days <= 7:
        return QCoreApplication.translate("Conversations", "Last 7 days")
    if days <= 30:
        return QCoreApplication.translate("Conversations", "Last 30 days")
    return QLocale().toString(date, "MMMM yyyy")
