"""Reads a turn's events beside the main thread, so that Ctrl+C always gets through."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.conversations import TurnEvent, TurnRequest

_POLL_SECONDS = 0.1


class TurnReader:
    """Start a turn and hand over its events in order.

    Windows delivers Ctrl+C only between two steps of Python, never into a socket that waits; hence a thread
    reads the socket, and we wait for it in short steps.
    """

    def __init__(self, client: NodeClient, conversation: str, request: TurnRequest) -> None:
        self._client = client
        self._conversation = conversation
        self._request = request
        self._arrived: queue.SimpleQueue[TurnEvent | BaseException | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, name="turn", daemon=True).start()

    def next_event(self) -> TurnEvent | None:
        """Wait for the next event; None at the end. Raises what went wrong while reading."""
        while True:
            try:
                arrived = self._arrived.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if isinstance(arrived, BaseException):
                raise arrived
            return arrived

    def _read(self) -> None:
        try:
            with self._client.turn(self._conversation, self._request) as events:
                for event in events:
                    self._arrived.put(event)
            self._arrived.put(None)
        except BaseException as error:  # noqa: BLE001 - it is raised in the main thread
            self._arrived.put(error)
