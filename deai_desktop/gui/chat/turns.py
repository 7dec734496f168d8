"""The answers that are being written."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject, Signal

from deai_desktop.api.schemas.conversations import MessageView, TurnRequest, TurnStarted
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.chat.running_turn import RunningTurn
from deai_desktop.gui.node_link import NodeLink

_NO_USER = "new-message"
_NO_ANSWER = "new-answer"


class Turns(QObject):
    """Follow one turn a conversation at most; looking at another conversation ends none."""

    changed = Signal(str)
    """There is news of the turn in this conversation."""
    broken = Signal(str, object)
    """The answer with this id is not whole, and why: a `DeAIError`."""
    stored = Signal()
    """A turn is over; the node has what was said."""
    refused = Signal(str, str, object)
    """A conversation, what was typed for it, and why the node took nothing: a `DeAIError`."""

    def __init__(self, link: NodeLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._running: dict[str, RunningTurn] = {}

    def of(self, conversation_id: str) -> RunningTurn | None:
        """Return the turn that goes on in a conversation."""
        return self._running.get(conversation_id)

    def start(
        self,
        conversation_id: str,
        request: TurnRequest,
        above: list[MessageView],
        model: str,
        content: str = "",
        typed: str = "",
    ) -> None:
        """Show what is being said below ``above``, and an empty answer, at once; then ask the node."""
        turn = RunningTurn(self)
        turn.request = request
        if content:
            above.append(_message(_NO_USER, "user", content))
        turn.messages = [*above, _message(_NO_ANSWER, "assistant", model=model)]
        self._running[conversation_id] = turn
        turn.loading.connect(lambda _: self.changed.emit(conversation_id))
        turn.started.connect(partial(self._started, conversation_id, turn))
        turn.placed.connect(partial(self._placed, conversation_id, turn))
        turn.finished.connect(partial(self._finished, conversation_id, turn))
        turn.failed.connect(partial(self._failed, conversation_id, turn))
        turn.refused.connect(partial(self._refused, conversation_id, typed))
        self.changed.emit(conversation_id)
        turn.start(self._link, conversation_id)

    def _started(self, conversation_id: str, turn: RunningTurn, event: TurnStarted) -> None:
        turn.messages[-2] = event.user_message
        changes = {"id": event.answer_id, "model": event.model, "left_out": event.left_out}
        turn.messages[-1] = turn.messages[-1].model_copy(update=changes | {"destination": event.destination})
        self.changed.emit(conversation_id)

    def _placed(self, conversation_id: str, turn: RunningTurn, destination: str) -> None:
        turn.messages[-1] = turn.messages[-1].model_copy(update={"destination": destination})
        self.changed.emit(conversation_id)

    def _finished(self, conversation_id: str, turn: RunningTurn, message: MessageView) -> None:
        turn.messages[-1] = message
        self.changed.emit(conversation_id)
        del self._running[conversation_id]
        self.stored.emit()

    def _failed(
        self, conversation_id: str, turn: RunningTurn, error: DeAIError, message: MessageView | None
    ) -> None:
        """Show why the answer is not whole, where it would have gone on."""
        changes = {"status": "failed", "error": error.message, "content": turn.text}
        turn.messages[-1] = message or turn.messages[-1].model_copy(update=changes)
        self.broken.emit(turn.messages[-1].id, error)
        self.changed.emit(conversation_id)
        del self._running[conversation_id]
        if message is not None:
            self.stored.emit()

    def _refused(self, conversation_id: str, typed: str, error: DeAIError) -> None:
        del self._running[conversation_id]
        self.refused.emit(conversation_id, typed, error)


def _message(message_id: str, role: str, content: str = "", model: str = "") -> MessageView:
    """Make a message that the node does not know yet."""
    return MessageView.model_validate(
        {
            "id": message_id,
            "parent_id": None,
            "role": role,
            "content": content,
            "status": "complete" if role == "user" else "streaming",
            "model": model,
            "created_at": time.time(),
            "versions": [message_id],
        }
    )
