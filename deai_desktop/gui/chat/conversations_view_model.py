"""What the list of conversations can do: search, rename, pin, delete with a way back, export, import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot

from deai_desktop.api.conversation_file import NotAConversationError
from deai_desktop.api.schemas.conversation_file import ConversationFile
from deai_desktop.api.schemas.conversations import Conversation, ConversationChanges, ConversationList
from deai_desktop.api.schemas.status import Done
from deai_desktop.core.errors import DeAIError, NotFoundError
from deai_desktop.gui.chat.conversation_list_model import ConversationListModel
from deai_desktop.gui.chat.conversation_reader import ConversationReader, OnError
from deai_desktop.gui.chat.transcript_file import write_transcript
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.window_state import WindowState

_TO_DELETE = "conversations_to_delete"
_MOST = 500
_TYPING_MILLISECONDS = 150
_GATHER_MILLISECONDS = 60
UNDO_MILLISECONDS = 10_000
"""A little longer than the toast with the button stays."""


class ConversationsViewModel(QObject):
    """Keep the list as the node has it. What was deleted is hidden at once and gone when undo is no more."""

    queryChanged = Signal()  # noqa: N815 - Qt's naming
    hidden = Signal(str)
    """A conversation was deleted, for now."""
    restored = Signal(str)
    """The person wants it back."""
    imported = Signal(str)
    """A conversation came out of a file."""

    def __init__(
        self, link: NodeLink, notices: Notices, state: WindowState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._notices = notices
        self._state = state
        self._list = ConversationListModel(self)
        self._reader = ConversationReader(self)
        self._query = ""
        self._asked = 0
        self._hidden: set[str] = set(state.get(_TO_DELETE, []))
        self._refresh_soon = QTimer(self, singleShot=True, interval=_GATHER_MILLISECONDS)
        self._refresh_soon.timeout.connect(self.refresh)
        link.connected.connect(self._connected)
        link.eventArrived.connect(self._hear)

    @Property(QObject, constant=True)
    def list(self) -> ConversationListModel:
        """The conversations that match."""
        return self._list

    @Property(str, notify=queryChanged)
    def query(self) -> str:
        """What is searched for."""
        return self._query

    @Slot(str)
    def search(self, query: str) -> None:
        """Show conversations in which these words occur; all when empty."""
        if query != self._query:
            self._query = query
            self.queryChanged.emit()
            self._refresh_soon.start(_TYPING_MILLISECONDS)

    def say_anew(self) -> None:
        """Word what Python words in the language that is spoken now."""
        self._list.say_anew()

    @Slot()
    def refresh(self) -> None:
        """Ask the node for the list."""
        if str(self._link.state) != "ready":
            return
        self._asked += 1
        number = self._asked

        def show(reply: ConversationList) -> None:
            if number == self._asked:
                self._list.show([one for one in reply.conversations if one.id not in self._hidden])

        path = f"/api/conversations?limit={_MOST}&query={quote(self._query, safe='')}"
        self._link.call(ConversationList, "GET", path, on_reply=show, on_error=self._notices.show_error)

    @Slot(str, str)
    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title."""
        if title.strip():
            self._change(conversation_id, ConversationChanges(title=title.strip()[:200]))

    @Slot(str, bool)
    def setPinned(self, conversation_id: str, pinned: bool) -> None:  # noqa: N802 - Qt's naming
        """Keep a conversation at the top of the list, or no longer."""
        self._change(conversation_id, ConversationChanges(pinned=pinned))

    @Slot(str)
    def remove(self, conversation_id: str) -> None:
        """Hide a conversation and delete it when there was time to undo that."""
        title = next((one.title for one in self._list.rows if one.id == conversation_id), "")
        self._hide(conversation_id, is_hidden=True)
        self.hidden.emit(conversation_id)
        QTimer.singleShot(UNDO_MILLISECONDS, self, lambda: self._delete(conversation_id))
        text = self.tr("“{title}” was deleted.").format(title=title or self.tr("New conversation"))
        self._notices.tell(text, self.tr("Undo"), lambda: self._restore(conversation_id))

    @Slot(str, QUrl)
    def export(self, conversation_id: str, url: QUrl) -> None:
        """Write a conversation into a file: JSON with all branches when the name ends so, Markdown otherwise."""
        file = Path(url.toLocalFile())

        def write(conversation: Conversation | ConversationFile) -> None:
            try:
                write_transcript(conversation, file)
            except DeAIError as error:
                self._notices.show_error(error)
            else:
                self._notices.tell(self.tr("Exported to {file}.").format(file=file.name))

        path, on_error = f"/api/conversations/{conversation_id}", self._notices.show_error
        if file.suffix.lower() == ".json":
            self._link.call(ConversationFile, "GET", f"{path}/export", on_reply=write, on_error=on_error)
        else:
            self._link.call(Conversation, "GET", path, on_reply=write, on_error=on_error)

    @Slot(QUrl)
    def importFile(self, url: QUrl) -> None:  # noqa: N802 - Qt's naming
        """Keep the conversation in a file as a new one, and show it."""
        self._read(Path(url.toLocalFile()), self._notices.show_error)

    def import_or(self, url: QUrl, otherwise: Callable[[], None]) -> None:
        """Import a file if it is an exported conversation; do something else with any other."""

        def fail(error: DeAIError) -> None:
            if isinstance(error, NotAConversationError):
                otherwise()
            else:
                self._notices.show_error(error)

        self._read(Path(url.toLocalFile()), fail)

    @Slot(str, str, result=str)
    def fileName(self, title: str, suffix: str) -> str:  # noqa: N802 - Qt's naming
        """Propose a file's name that every system takes."""
        kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title)
        return f"{' '.join(kept.split())[:60] or 'conversation'}.{suffix}"

    def is_hidden(self, conversation_id: str) -> bool:
        """Say whether a conversation is about to be deleted."""
        return conversation_id in self._hidden

    def _change(self, conversation_id: str, changes: ConversationChanges) -> None:
        self._link.call(
            Conversation,
            "PATCH",
            f"/api/conversations/{conversation_id}",
            changes,
            on_reply=lambda _: self.refresh(),
            on_error=self._notices.show_error,
        )

    def _read(self, file: Path, on_error: OnError) -> None:
        def fail(error: DeAIError) -> None:
            error.title = self.tr("“{name}” can't be imported").format(name=file.name)
            on_error(error)

        self._reader.read(file, self._import, fail)

    def _import(self, file: ConversationFile) -> None:
        def show(conversation: Conversation) -> None:
            title = conversation.title or self.tr("New conversation")
            self._notices.tell(self.tr("“{title}” was imported.").format(title=title))
            self.refresh()
            self.imported.emit(conversation.id)

        path = "/api/conversations/import"
        self._link.call(Conversation, "POST", path, file, on_reply=show, on_error=self._notices.show_error)

    def _restore(self, conversation_id: str) -> None:
        if conversation_id in self._hidden:
            self._hide(conversation_id, is_hidden=False)
            self.restored.emit(conversation_id)
        else:
            self._notices.tell(self.tr("It is too late: the conversation is gone."))

    def _hide(self, conversation_id: str, *, is_hidden: bool) -> None:
        """Remember in the window's state, too: a deletion must not be lost when the window closes first."""
        (self._hidden.add if is_hidden else self._hidden.discard)(conversation_id)
        self._state.set(_TO_DELETE, sorted(self._hidden) or None)
        if is_hidden:
            self._list.show([one for one in self._list.rows if one.id != conversation_id])
        else:
            self.refresh()

    def _delete(self, conversation_id: str) -> None:
        if conversation_id not in self._hidden or str(self._link.state) != "ready":
            return

        def fail(error: DeAIError) -> None:
            if isinstance(error, NotFoundError):
                self._hide(conversation_id, is_hidden=False)
            else:
                self._notices.show_error(error)

        self._link.call(
            Done,
            "DELETE",
            f"/api/conversations/{conversation_id}",
            on_reply=lambda _: self._hide(conversation_id, is_hidden=False),
            on_error=fail,
        )

    def _connected(self) -> None:
        for conversation_id in list(self._hidden):
            self._delete(conversation_id)
        self.refresh()

    def _hear(self, event: dict[str, object]) -> None:
        if event.get("type") == "conversation_changed":
            self._refresh_soon.start(_GATHER_MILLISECONDS)
