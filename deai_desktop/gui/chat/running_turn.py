"""One answer on its way: listens to the node, shows text fewer than thirty times a second."""

from __future__ import annotations

import time
from typing import Any

from pydantic import TypeAdapter
from PySide6.QtCore import QObject, QTimer, Signal

from deai_desktop.api.schemas.conversations import (
    MessageView,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnLoading,
    TurnPlaced,
    TurnRequest,
    TurnStarted,
    TurnText,
)
from deai_desktop.api.schemas.errors import error_of
from deai_desktop.core.errors import DeAIError, NodeUnreachableError
from deai_desktop.gui.chat.block_list_model import BlockListModel
from deai_desktop.gui.chat.markdown_blocks import BlockParser
from deai_desktop.gui.node_link import NodeLink, Stream

_REPAINT_MILLISECONDS = 36
_SHARE = 4
"""Parsing takes at most one part in so many of the window's time, however long the last block grows."""

_EVENT: TypeAdapter[TurnEvent] = TypeAdapter(TurnEvent)


class RunningTurn(QObject):
    """Follow one turn; it goes on while another conversation is looked at."""

    loading = Signal(float)
    started = Signal(object)
    placed = Signal(str)
    """Where the answer is being written."""
    finished = Signal(object)
    """The answer as it was stored: a `MessageView`."""
    failed = Signal(object, object)
    """The error, and the answer if it was stored."""
    refused = Signal(object)
    """The node took nothing: what was said must not be lost."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.blocks = BlockListModel(self)
        self.messages: list[MessageView] = []
        """The branch as it will be, this turn's two messages last."""
        self.request = TurnRequest()
        self.part = -1.0
        """How far the model is loaded; below 0 when it is not being loaded."""
        self.text = ""
        self.is_over = False
        self._parser = BlockParser()
        self._waiting = ""
        self._stream: Stream | None = None
        self._heard_anything = False
        self._timer = QTimer(self, singleShot=True, interval=_REPAINT_MILLISECONDS)
        self._timer.timeout.connect(self._paint)

    def start(self, link: NodeLink, conversation_id: str) -> None:
        """Send the request and listen."""
        path = f"/api/conversations/{conversation_id}/turns"
        self._stream = link.stream("POST", path, self.request, self._hear, self._end)

    def _hear(self, data: dict[str, Any]) -> None:
        self._heard_anything = True
        match _EVENT.validate_python(data):
            case TurnLoading(part=part):
                self.part = part
                self.loading.emit(part)
            case TurnStarted() as event:
                self.part = -1.0
                self.started.emit(event)
            case TurnPlaced(destination=destination):
                self.placed.emit(destination)
            case TurnText(text=text):
                self.text += text
                self._waiting += text
                if not self._timer.isActive():
                    self._timer.start()
            case TurnFinished(message=message):
                self._conclude()
                self.finished.emit(message)
            case TurnFailed(error=error, message=message):
                self._conclude()
                self.failed.emit(error_of(error), message)

    def _paint(self) -> None:
        started = time.perf_counter()
        self.blocks.show(self._parser.feed(self._waiting))
        self._waiting = ""
        taken = (time.perf_counter() - started) * 1000
        self._timer.setInterval(max(_REPAINT_MILLISECONDS, int(taken * _SHARE)))

    def _conclude(self) -> None:
        self.is_over = True
        self.part = -1.0
        self._timer.stop()
        if self._waiting:
            self._paint()

    def _end(self, error: DeAIError | None) -> None:
        self._stream = None
        if self.is_over:
            return
        self._conclude()
        if error is not None and not self._heard_anything and not isinstance(error, NodeUnreachableError):
            self.refused.emit(error)
        else:
            broken = NodeUnreachableError(
                self.tr("The node ended."), hint=self.tr("It is being started again.")
            )
            self.failed.emit(error or broken, None)
