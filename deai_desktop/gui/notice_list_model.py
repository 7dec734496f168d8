"""Notices in the order they came, for a view that keeps the ones that stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from deai_desktop.gui.qt_property import qt_property

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Notice:
    """One thing to tell."""

    number: int
    title: str
    message: str = ""
    hint: str = ""
    action: str = ""


class NoticeListModel(QAbstractListModel):
    """Offer notices to QML; each role is a field of `Notice`."""

    countChanged = Signal()  # noqa: N815 - Qt's naming

    _ROLES = ("number", "title", "message", "hint", "action")

    def __init__(self, most: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._notices: list[Notice] = []

    @qt_property(int, notify=countChanged)
    def count(self) -> int:
        """How many there are."""
        return len(self._notices)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All of them, oldest first."""
        return tuple(self._notices)

    def add(self, notice: Notice) -> None:
        """Add one at the end; the oldest makes room when there are too many."""
        if len(self._notices) >= self._most:
            self.remove(self._notices[0].number)
        end = len(self._notices)
        self.beginInsertRows(QModelIndex(), end, end)
        self._notices.append(notice)
        self.endInsertRows()
        self.countChanged.emit()

    def remove(self, number: int) -> None:
        """Take one out; one that is gone already is no matter."""
        for row, notice in enumerate(self._notices):
            if notice.number == number:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._notices[row]
                self.endRemoveRows()
                self.countChanged.emit()
                return

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """Count the rows."""
        return 0 if parent.isValid() else len(self._notices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a field of a notice."""
        number = role - Qt.ItemDataRole.UserRole
        if index.isValid() and 0 <= number < len(self._ROLES):
            return getattr(self._notices[index.row()], self._ROLES[number])
        return None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's naming
        """Name the roles for QML."""
        start = Qt.ItemDataRole.UserRole
        return {start + number: QByteArray(name.encode()) for number, name in enumerate(self._ROLES)}
