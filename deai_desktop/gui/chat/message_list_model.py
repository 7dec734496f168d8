"""The messages of the branch that is shown; Markdown is parsed when a message comes into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Property, QAbstractListModel, QByteArray, QModelIndex, QObject, Qt, Signal

from deai_desktop.api.schemas.conversations import MessageView
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.chat.block_list_model import Index, block_value
from deai_desktop.gui.chat.markdown_blocks import parse_blocks
from deai_desktop.gui.node_texts import said

_ROOT = QModelIndex()
_HERE = "this-pc"
_MOST_PARSED = 200
"""Messages whose blocks are kept; more than any screen shows."""


class MessageListModel(QAbstractListModel):
    """Show messages; a row keeps its place on screen while what it shows changes.

    ``place`` tells where the node is that calls itself this PC; empty for this PC's own.
    """

    countChanged = Signal()  # noqa: N815 - Qt's naming

    def __init__(self, parent: QObject | None = None, place: Callable[[], str] = str) -> None:
        super().__init__(parent)
        self._messages: list[MessageView] = []
        self._failures: dict[str, DeAIError] = {}
        self._live_id = ""
        self._place = place
        self._parsed: OrderedDict[str, tuple[str, list[dict[str, Any]]]] = OrderedDict()
        self._values: dict[str, Callable[[MessageView], Any]] = {
            "messageId": lambda one: one.id,
            "isUser": lambda one: one.role == "user",
            "content": lambda one: one.content,
            "blocks": self._blocks,
            "isLive": lambda one: one.id == self._live_id,
            "status": lambda one: one.status,
            "modelId": lambda one: one.model,
            "destination": self._destination,
            "isCutOff": lambda one: one.finish_reason == "length",
            "firstTokenMs": lambda one: one.first_token_ms or 0.0,
            "tokensPerSecond": lambda one: one.tokens_per_second or 0.0,
            "leftOut": lambda one: one.left_out,
            "version": lambda one: one.versions.index(one.id) + 1 if one.id in one.versions else 1,
            "versionCount": lambda one: len(one.versions),
            "errorTitle": lambda one: said(self._failures[one.id].title) if one.id in self._failures else "",
            "errorMessage": lambda one: said(one.error),
            "errorHint": lambda one: said(self._failures[one.id].hint) if one.id in self._failures else "",
        }
        self._names = list(self._values)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many messages there are."""
        return len(self._messages)

    @property
    def messages(self) -> Sequence[MessageView]:
        """What is shown."""
        return self._messages

    def show(self, messages: Sequence[MessageView]) -> None:
        """Change what differs: a version that is switched leaves all above it as it stands."""
        old, new = self._messages, list(messages)
        same = 0
        while same < min(len(old), len(new)) and old[same].id == new[same].id:
            if old[same] != new[same]:
                self.replace(same, new[same])
            same += 1
        if same < len(old):
            self.beginRemoveRows(_ROOT, same, len(old) - 1)
            del old[same:]
            self.endRemoveRows()
        if same < len(new):
            self.beginInsertRows(_ROOT, same, len(new) - 1)
            old += new[same:]
            self.endInsertRows()
        self.countChanged.emit()

    def replace(self, row: int, message: MessageView) -> None:
        """Show another message in the same place."""
        if 0 <= row < len(self._messages):
            self._messages[row] = message
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_live(self, message_id: str) -> None:
        """Say which answer's blocks come from the turn itself."""
        if message_id == self._live_id:
            return
        before, self._live_id = self._live_id, message_id
        role = Qt.ItemDataRole.UserRole + self._names.index("isLive")
        for row, message in enumerate(self._messages):
            if message.id in (before, message_id):
                self.dataChanged.emit(self.index(row), self.index(row), [role])

    def add_failure(self, message_id: str, error: DeAIError) -> None:
        """Remember title and hint of a failed answer; the node stores the reason alone."""
        self._failures[message_id] = error

    def say_anew(self) -> None:
        """Word what failed in the language that is spoken now."""
        if self._messages:
            start = Qt.ItemDataRole.UserRole
            roles = [start + place for place, name in enumerate(self._names) if name.startswith("error")]
            self.dataChanged.emit(self.index(0), self.index(len(self._messages) - 1), roles)

    def row_of(self, message_id: str) -> int:
        """Return the place of a message, or -1."""
        return next((row for row, one in enumerate(self._messages) if one.id == message_id), -1)

    def _destination(self, message: MessageView) -> str:
        place = self._place() if message.destination == _HERE else ""
        return place or message.destination

    def _blocks(self, message: MessageView) -> list[dict[str, Any]]:
        """Parse an answer that comes into view, once."""
        if message.role == "user" or message.id == self._live_id:
            return []
        content, blocks = self._parsed.get(message.id, (None, []))
        if content != message.content:
            blocks = [block_value(block) for block in parse_blocks(message.content)]
            self._parsed[message.id] = (message.content, blocks)
        self._parsed.move_to_end(message.id)
        if len(self._parsed) > _MOST_PARSED:
            self._parsed.popitem(last=False)
        return blocks

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's naming
        """Count the messages."""
        return 0 if parent.isValid() else len(self._messages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a message."""
        place = role - Qt.ItemDataRole.UserRole
        if not index.isValid() or not 0 <= place < len(self._names):
            return None
        return self._values[self._names[place]](self._messages[index.row()])

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's naming
        """Name the roles."""
        names = enumerate(self._names)
        return {Qt.ItemDataRole.UserRole + place: QByteArray(name.encode()) for place, name in names}
