"""What is being written: the draft of each conversation and the files that go along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot

from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.chat.attachments import Attachment, read_attachment
from deai_desktop.gui.chat.drafts import Drafts
from deai_desktop.gui.models.figures import size_text
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.window_state import WindowState


class ComposerViewModel(QObject):
    """Hold what was typed in the conversation that is shown, and bring it back when it is shown again."""

    draftChanged = Signal()  # noqa: N815 - Qt's naming
    """The text is another one, and not because the person typed it."""
    attachmentsChanged = Signal()  # noqa: N815 - Qt's naming
    focusRequested = Signal()  # noqa: N815 - Qt's naming

    def __init__(self, notices: Notices, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._drafts = Drafts(state, self)
        self._attachments: list[Attachment] = []
        self._conversation_id = ""

    @Property(str, notify=draftChanged)
    def draft(self) -> str:
        """What was typed here and not sent."""
        return self._drafts.get(self._conversation_id)

    @Property(list, notify=attachmentsChanged)
    def attachments(self) -> list[dict[str, Any]]:
        """Files that go along with the next message."""
        return [{"name": one.name, "size": size_text(one.size)} for one in self._attachments]

    @Slot(str)
    def setDraft(self, text: str) -> None:  # noqa: N802 - Qt's naming
        """Remember what is being typed."""
        self._drafts.set(self._conversation_id, text)

    @Slot(QUrl)
    def attach(self, url: QUrl) -> None:
        """Attach a text file to the next message."""
        try:
            self._attachments.append(read_attachment(Path(url.toLocalFile())))
        except DeAIError as error:
            self._notices.show_error(error)
        else:
            self.attachmentsChanged.emit()

    @Slot(int)
    def detach(self, place: int) -> None:
        """Leave an attached file out again."""
        if 0 <= place < len(self._attachments):
            del self._attachments[place]
            self.attachmentsChanged.emit()

    def say_anew(self) -> None:
        """Word the sizes of files in the language that is spoken now."""
        self.attachmentsChanged.emit()

    def content(self, text: str) -> str:
        """Return the message: what was typed, and the attached files below it."""
        typed = [text.strip()] if text.strip() else []
        return "\n\n".join([*typed, *(one.block for one in self._attachments)])

    def show(self, conversation_id: str) -> None:
        """Go on with the draft of a conversation; empty for the one that does not exist yet."""
        self._conversation_id = conversation_id
        self._attachments = []
        self.attachmentsChanged.emit()
        self.draftChanged.emit()

    def clear(self) -> None:
        """Forget what was typed and attached, because it was sent."""
        self._drafts.set(self._conversation_id, "")
        self.show(self._conversation_id)

    def give_back(self, conversation_id: str, text: str) -> None:
        """Put back what could not be sent."""
        self._drafts.set(conversation_id, text)
        self.draftChanged.emit()

    def write(self) -> None:
        """Write the drafts down now."""
        self._drafts.write()
