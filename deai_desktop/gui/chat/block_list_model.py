"""The blocks of the answer that is being written, of which only the last changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QPersistentModelIndex, Qt, Signal

from deai_desktop.gui.chat.markdown_blocks import Block

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


def block_value(block: Block) -> dict[str, Any]:
    """Return a block as QML reads it."""
    return asdict(block)


class BlockListModel(QAbstractListModel):
    """Show blocks; its one role has the name that an array's elements have, so that a delegate serves both."""

    shown = Signal()
    """What is new is there: the view lays it out before the next frame, which would else show it twice."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._blocks: list[Block] = []

    def show(self, blocks: Sequence[Block]) -> None:
        """Change what differs, and nothing else."""
        old, new = self._blocks, list(blocks)
        for row in range(min(len(old), len(new))):
            if old[row] != new[row]:
                old[row] = new[row]
                self.dataChanged.emit(self.index(row), self.index(row))
        if len(new) > len(old):
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            old += new[len(old) :]
            self.endInsertRows()
        elif len(new) < len(old):
            self.beginRemoveRows(_ROOT, len(new), len(old) - 1)
            del old[len(new) :]
            self.endRemoveRows()
        self.shown.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's naming
        """Count the blocks."""
        return 0 if parent.isValid() else len(self._blocks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a block."""
        if not index.isValid() or role != Qt.ItemDataRole.UserRole:
            return None
        return block_value(self._blocks[index.row()])

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's naming
        """Name the role."""
        return {Qt.ItemDataRole.UserRole: QByteArray(b"modelData")}
