"""What was typed but not sent, kept for each conversation across restarts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from deai_desktop.gui.window_state import WindowState

_NAME = "drafts"
_WRITE_MILLISECONDS = 500
_MOST = 50


class Drafts(QObject):
    """Keep drafts by conversation; the empty name is the conversation that does not exist yet."""

    def __init__(self, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        stored = state.get(_NAME, {})
        self._drafts: dict[str, str] = dict(stored) if isinstance(stored, dict) else {}
        self._timer = QTimer(self, singleShot=True, interval=_WRITE_MILLISECONDS)
        self._timer.timeout.connect(self.write)

    def get(self, conversation_id: str) -> str:
        """Return what was typed there."""
        return str(self._drafts.get(conversation_id, ""))

    def set(self, conversation_id: str, text: str) -> None:
        """Remember it, and write it down soon."""
        if text == self.get(conversation_id):
            return
        self._drafts.pop(conversation_id, None)
        if text:
            self._drafts[conversation_id] = text
        while len(self._drafts) > _MOST:
            del self._drafts[next(iter(self._drafts))]
        self._timer.start()

    def write(self) -> None:
        """Write now."""
        self._timer.stop()
        self._state.set(_NAME, dict(self._drafts) or None)
