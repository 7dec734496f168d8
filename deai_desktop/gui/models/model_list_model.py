"""The cards of the page of models as a list for QML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

from deai_desktop.gui.models.model_card import ModelCard, role_names

_NAMES = {Qt.ItemDataRole.UserRole + 1 + place: name for place, name in enumerate(role_names())}
_ROLES = {role: QByteArray(role_names()[name].encode()) for role, name in _NAMES.items()}

_NOWHERE = QModelIndex()


class ModelListModel(QAbstractListModel):
    """Show cards, and change only what differs, so that the page keeps its place and focus."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[ModelCard] = []

    @property
    def cards(self) -> tuple[ModelCard, ...]:
        """What is shown."""
        return tuple(self._cards)

    def show(self, cards: Sequence[ModelCard]) -> None:
        """Show these cards in this order."""
        wanted = {card.model_id for card in cards}
        for row in reversed(range(len(self._cards))):
            if self._cards[row].model_id not in wanted:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._cards[row]
                self.endRemoveRows()
        for row, card in enumerate(cards):
            self._place(row, card)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802
        """Count the cards."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Return one value of a card."""
        name = _NAMES.get(role)
        if name is None or not 0 <= index.row() < len(self._cards):
            return None
        return getattr(self._cards[index.row()], name)

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        """Name the values for QML."""
        return _ROLES

    def _place(self, row: int, card: ModelCard) -> None:
        """Have a card at its row; all rows before it are right already."""
        now = next((at for at, one in enumerate(self._cards) if one.model_id == card.model_id), None)
        if now is None:
            self.beginInsertRows(_NOWHERE, row, row)
            self._cards.insert(row, card)
            self.endInsertRows()
            return
        if now != row:
            self.beginMoveRows(_NOWHERE, now, now, _NOWHERE, row)
            self._cards.insert(row, self._cards.pop(now))
            self.endMoveRows()
        before = self._cards[row]
        if before != card:
            self._cards[row] = card
            changed = [role for role, name in _NAMES.items() if getattr(before, name) != getattr(card, name)]
            self.dataChanged.emit(self.index(row), self.index(row), changed)
