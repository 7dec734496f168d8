"""Rows of frozen dataclasses as a list for QML, which changes only what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

_NOWHERE = QModelIndex()

Row = TypeVar("Row")


def role_names(kind: type) -> dict[str, str]:
    """Pair each field with its name in QML: ``model_id`` is ``modelId``."""
    return {one.name: _camel(one.name) for one in fields(kind)}


class RowListModel(QAbstractListModel, Generic[Row]):
    """Show rows, told apart by one of their fields, so that a page keeps its place and focus."""

    def __init__(self, kind: type[Row], key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._rows: list[Row] = []
        names = role_names(kind)
        self._names = {Qt.ItemDataRole.UserRole + 1 + place: name for place, name in enumerate(names)}
        self._roles = {role: QByteArray(names[name].encode()) for role, name in self._names.items()}

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return tuple(self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows in this order; each has another key."""
        wanted = {self._key_of(row) for row in rows}
        for at in reversed(range(len(self._rows))):
            if self._key_of(self._rows[at]) not in wanted:
                self.beginRemoveRows(_NOWHERE, at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            self._place(at, row)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Return one value of a row."""
        name = self._names.get(role)
        if name is None or not 0 <= index.row() < len(self._rows):
            return None
        return getattr(self._rows[index.row()], name)

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        """Name the values for QML."""
        return self._roles

    def _key_of(self, row: Row) -> Any:
        return getattr(row, self._key)

    def _place(self, at: int, row: Row) -> None:
        """Have a row at its place; all rows before it are right already."""
        key = self._key_of(row)
        now = next((place for place, one in enumerate(self._rows) if self._key_of(one) == key), None)
        if now is None:
            self.beginInsertRows(_NOWHERE, at, at)
            self._rows.insert(at, row)
            self.endInsertRows()
            return
        if now != at:
            self.beginMoveRows(_NOWHERE, now, now, _NOWHERE, at)
            self._rows.insert(at, self._rows.pop(now))
            self.endMoveRows()
        before = self._rows[at]
        if before != row:
            self._rows[at] = row
            changed = [
                role for role, name in self._names.items() if getattr(before, name) != getattr(row, name)
            ]
            self.dataChanged.emit(self.index(at), self.index(at), changed)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
